/** The running console: listener, health, figures, logs, wiring, shutdown. */
@NullMarked
package dev.muster.server.run;

import org.jspecify.annotations.NullMarked;
