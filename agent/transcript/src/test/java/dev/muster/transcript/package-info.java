@NullMarked
package dev.muster.transcript;

import org.jspecify.annotations.NullMarked;
