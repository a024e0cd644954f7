/** The tool that writes a file whole. */
@NullMarked
package dev.muster.tools.write;

import org.jspecify.annotations.NullMarked;
