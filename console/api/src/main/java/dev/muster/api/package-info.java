/** REST records and paths that both programs share. */
@NullMarked
package dev.muster.api;

import org.jspecify.annotations.NullMarked;
