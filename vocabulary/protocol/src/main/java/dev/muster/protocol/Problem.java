package dev.muster.protocol;

/**
 * Something that went wrong, told so that a person can mend it.
 *
 * @param what what happened and why, one sentence without a final full stop
 * @param hint what to do about it, or an empty text
 */
public record Problem(ProblemCode code, String what, String hint) {}
