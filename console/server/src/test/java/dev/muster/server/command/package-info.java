@NullMarked
package dev.muster.server.command;

import org.jspecify.annotations.NullMarked;
