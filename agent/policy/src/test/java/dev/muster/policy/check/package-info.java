@NullMarked
package dev.muster.policy.check;

import org.jspecify.annotations.NullMarked;
