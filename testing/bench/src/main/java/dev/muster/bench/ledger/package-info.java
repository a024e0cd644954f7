/** Benchmarks of the console's ledger, without HTTP. */
@NullMarked
package dev.muster.bench.ledger;

import org.jspecify.annotations.NullMarked;
