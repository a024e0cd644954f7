@NullMarked
package dev.muster.tools.bash;

import org.jspecify.annotations.NullMarked;
