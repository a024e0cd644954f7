/** Turns what a script says into bytes: events, whole bodies, usage, and the faults among them. */
@NullMarked
package dev.muster.scriptedmodel.answer;

import org.jspecify.annotations.NullMarked;
