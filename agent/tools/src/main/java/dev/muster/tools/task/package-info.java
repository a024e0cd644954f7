/** Background commands: their registry, and the tools by which the model follows and ends them. */
@NullMarked
package dev.muster.tools.task;

import org.jspecify.annotations.NullMarked;
