@NullMarked
package dev.muster.exec.sandbox;

import org.jspecify.annotations.NullMarked;
