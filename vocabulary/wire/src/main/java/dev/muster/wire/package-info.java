/** Codecs between bytes and what is said to and by a model. Pure: no socket, no clock. */
@NullMarked
package dev.muster.wire;

import org.jspecify.annotations.NullMarked;
