/**
 * The commands of {@code muster console}: thin clients of a running console, and the one that runs
 * it.
 */
@NullMarked
package dev.muster.server.command;

import org.jspecify.annotations.NullMarked;
