/** The tool that runs commands in bash. */
@NullMarked
package dev.muster.tools.bash;

import org.jspecify.annotations.NullMarked;
