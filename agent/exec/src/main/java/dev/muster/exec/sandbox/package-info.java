/** Confines processes, by whatever this system offers for it. */
@NullMarked
package dev.muster.exec.sandbox;

import org.jspecify.annotations.NullMarked;
