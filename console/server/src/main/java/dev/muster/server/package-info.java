/** The program: configuration, listener, wiring, health, shutdown. */
@NullMarked
package dev.muster.server;

import org.jspecify.annotations.NullMarked;
