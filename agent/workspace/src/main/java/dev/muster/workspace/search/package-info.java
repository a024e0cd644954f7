/**
 * Searches the user's files by name and by content: through ripgrep where it is installed, else in
 * Java, with the same results.
 */
@NullMarked
package dev.muster.workspace.search;

import org.jspecify.annotations.NullMarked;
