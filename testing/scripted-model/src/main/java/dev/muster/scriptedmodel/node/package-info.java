/** JSON as this server reads and writes it: a codec of its own, apart from the agent's. */
@NullMarked
package dev.muster.scriptedmodel.node;

import org.jspecify.annotations.NullMarked;
