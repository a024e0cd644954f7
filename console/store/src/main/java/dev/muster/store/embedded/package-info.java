/** A PostgreSQL server of the console's own, in a data folder. */
@NullMarked
package dev.muster.store.embedded;

import org.jspecify.annotations.NullMarked;
