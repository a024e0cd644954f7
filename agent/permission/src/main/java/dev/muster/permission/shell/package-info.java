/** What a text makes the shell run: read strictly, or not at all. Pure. */
@NullMarked
package dev.muster.permission.shell;

import org.jspecify.annotations.NullMarked;
