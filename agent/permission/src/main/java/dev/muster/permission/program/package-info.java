/** Which command lines of which programs only read: compact tables and small parsers. Pure. */
@NullMarked
package dev.muster.permission.program;

import org.jspecify.annotations.NullMarked;
