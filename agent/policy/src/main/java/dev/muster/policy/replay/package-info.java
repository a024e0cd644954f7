/** {@code muster policy replay}: past calls under a proposed policy. */
@NullMarked
package dev.muster.policy.replay;

import org.jspecify.annotations.NullMarked;
