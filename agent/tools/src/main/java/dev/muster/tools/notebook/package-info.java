/** The tool that changes a cell of a Jupyter notebook. */
@NullMarked
package dev.muster.tools.notebook;

import org.jspecify.annotations.NullMarked;
