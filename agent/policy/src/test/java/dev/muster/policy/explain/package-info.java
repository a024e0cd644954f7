@NullMarked
package dev.muster.policy.explain;

import org.jspecify.annotations.NullMarked;
