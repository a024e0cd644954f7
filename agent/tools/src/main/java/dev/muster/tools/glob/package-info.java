/** The tool that finds files by name. */
@NullMarked
package dev.muster.tools.glob;

import org.jspecify.annotations.NullMarked;
