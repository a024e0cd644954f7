package dev.muster.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A part of an organisation with keys and caps of its own.
 *
 * @param archivedAt since when its keys are no longer in force; {@code null} while they are
 * @param limits how fast all of its keys together may go
 */
public record Workspace(
    String id,
    String organisation,
    String name,
    Instant createdAt,
    @Nullable Instant archivedAt,
    RateLimits.Limit limits) {}
