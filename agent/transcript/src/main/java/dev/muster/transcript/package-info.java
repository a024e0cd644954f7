/** Session files: written one line an item, read back, resumed, forked, redacted and expired. */
@NullMarked
package dev.muster.transcript;

import org.jspecify.annotations.NullMarked;
