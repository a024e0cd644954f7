/** The turn loop: the one orchestrator, which decides, attempts and asks, and knows ports only. */
@NullMarked
package dev.muster.loop;

import org.jspecify.annotations.NullMarked;
