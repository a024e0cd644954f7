/** Patterns over paths: gitignore syntax and globs. Pure: nothing here looks at a disk. */
@NullMarked
package dev.muster.pattern;

import org.jspecify.annotations.NullMarked;
