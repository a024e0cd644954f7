/** The tool that replaces a passage of a file. */
@NullMarked
package dev.muster.tools.edit;

import org.jspecify.annotations.NullMarked;
