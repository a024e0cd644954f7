/**
 * The program: reads the surroundings, wires a session, chooses a face, and gives the exit code.
 */
@NullMarked
package dev.muster.cli;

import org.jspecify.annotations.NullMarked;
