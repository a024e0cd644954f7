/** A program of its own that carries connections from one network to a socket of the disk. */
@NullMarked
package dev.muster.exec.relay;

import org.jspecify.annotations.NullMarked;
