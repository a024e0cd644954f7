/** Starts processes, the only package that does: caps what they write and ends whole trees. */
@NullMarked
package dev.muster.exec;

import org.jspecify.annotations.NullMarked;
