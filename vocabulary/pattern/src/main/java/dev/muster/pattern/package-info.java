/** Patterns over paths (gitignore syntax and globs) and over hosts. Pure: no disk, no network. */
@NullMarked
package dev.muster.pattern;

import org.jspecify.annotations.NullMarked;
