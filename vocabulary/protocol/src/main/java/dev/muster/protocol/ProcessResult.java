package dev.muster.protocol;

/**
 * What became of a program.
 *
 * @param exitCode 128 + the signal's number for a program ended by a signal; -1 when it timed out
 * @param truncated whether an output stream was longer than what was kept
 */
public record ProcessResult(
    int exitCode, String stdout, String stderr, boolean timedOut, boolean truncated) {}
