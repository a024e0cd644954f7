/** {@code muster policy decide}: one decision for each line. */
@NullMarked
package dev.muster.policy.decide;

import org.jspecify.annotations.NullMarked;
