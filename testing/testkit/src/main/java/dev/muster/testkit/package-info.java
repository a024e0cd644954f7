/** A hermetic world for tests: own time, ids, home and programs, and texts to compare with. */
@NullMarked
package dev.muster.testkit;

import org.jspecify.annotations.NullMarked;
