@NullMarked
package dev.muster.policy.language;

import org.jspecify.annotations.NullMarked;
