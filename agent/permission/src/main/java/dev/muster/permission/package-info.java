/** Decides about every call, says which rule decided, and alone makes a PermittedCall. */
@NullMarked
package dev.muster.permission;

import org.jspecify.annotations.NullMarked;
