/** The face for programs: output formats, streamed input and the control protocol of a host. */
@NullMarked
package dev.muster.headless;

import org.jspecify.annotations.NullMarked;
