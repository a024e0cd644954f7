/** Proof that the permission engine cannot be fooled: collected, generated and traced commands. */
@NullMarked
package dev.muster.permission.oracle;

import org.jspecify.annotations.NullMarked;
