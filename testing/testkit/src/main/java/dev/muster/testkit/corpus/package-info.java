/** Collected command lines with what a person judged them to be, and the project they are about. */
@NullMarked
package dev.muster.testkit.corpus;

import org.jspecify.annotations.NullMarked;
