/** Permission rules: their grammar, and what each of them matches. Pure. */
@NullMarked
package dev.muster.permission.rule;

import org.jspecify.annotations.NullMarked;
