/** The packaged console, as a real process on a real PostgreSQL, before a scripted model. */
@NullMarked
package dev.muster.verify.console;

import org.jspecify.annotations.NullMarked;
