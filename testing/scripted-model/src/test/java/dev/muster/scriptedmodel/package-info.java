@NullMarked
package dev.muster.scriptedmodel;

import org.jspecify.annotations.NullMarked;
