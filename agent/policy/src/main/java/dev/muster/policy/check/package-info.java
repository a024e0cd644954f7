/** {@code muster policy check}: rules that do not do what they seem to. */
@NullMarked
package dev.muster.policy.check;

import org.jspecify.annotations.NullMarked;
