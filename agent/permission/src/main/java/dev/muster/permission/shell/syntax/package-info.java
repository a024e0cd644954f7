/** The grammar of bash: from a text to a tree of what it says, with nothing expanded. */
@NullMarked
package dev.muster.permission.shell.syntax;

import org.jspecify.annotations.NullMarked;
