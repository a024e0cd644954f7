/** Tests of the turn loop. */
@NullMarked
package dev.muster.loop;

import org.jspecify.annotations.NullMarked;
