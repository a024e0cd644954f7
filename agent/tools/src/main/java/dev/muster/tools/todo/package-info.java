/** The tool by which the model keeps its list of work. */
@NullMarked
package dev.muster.tools.todo;

import org.jspecify.annotations.NullMarked;
