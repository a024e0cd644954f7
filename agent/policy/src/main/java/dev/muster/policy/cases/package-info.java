/** {@code muster policy test}: decisions compared with expected ones. */
@NullMarked
package dev.muster.policy.cases;

import org.jspecify.annotations.NullMarked;
