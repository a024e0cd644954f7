package dev.muster.transcript;

import java.nio.file.Path;
import java.time.Instant;

/**
 * What a list of sessions shows of one.
 *
 * @param lastUsed when its file was last written
 * @param firstPrompt the beginning of what the user first said; may be empty
 */
public record SessionSummary(
    String id, Path file, Instant createdAt, Instant lastUsed, String firstPrompt) {}
