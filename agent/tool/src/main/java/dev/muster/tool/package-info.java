/** The contract between the loop and a tool, and the registry of tools. */
@NullMarked
package dev.muster.tool;

import org.jspecify.annotations.NullMarked;
