/** {@code muster policy explain}: why a call is decided as it is. */
@NullMarked
package dev.muster.policy.explain;

import org.jspecify.annotations.NullMarked;
