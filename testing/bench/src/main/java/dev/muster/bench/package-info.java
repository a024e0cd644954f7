/** Programs that the benchmarks run; the scripts beside this module say how. */
@NullMarked
package dev.muster.bench;

import org.jspecify.annotations.NullMarked;
