@NullMarked
package dev.muster.exec;

import org.jspecify.annotations.NullMarked;
