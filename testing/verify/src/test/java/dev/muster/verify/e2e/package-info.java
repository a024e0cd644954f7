/** The packaged program as its users run it, against a scripted model. */
@NullMarked
package dev.muster.verify.e2e;

import org.jspecify.annotations.NullMarked;
