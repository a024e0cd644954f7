/** The house's rules as tests over the source tree. */
@NullMarked
package dev.muster.verify;

import org.jspecify.annotations.NullMarked;
