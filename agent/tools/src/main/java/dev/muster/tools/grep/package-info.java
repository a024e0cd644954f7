/** The tool that finds files by content. */
@NullMarked
package dev.muster.tools.grep;

import org.jspecify.annotations.NullMarked;
