package dev.muster.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a key; the key itself is nowhere kept.
 *
 * @param workspace {@code null} in the organisation's default workspace
 * @param member whose it is; {@code null} when it belongs to no person
 * @param hint the key's first and last letters, to recognise it by
 * @param expiresAt {@code null} when it does not
 */
public record ApiKey(
    String id,
    String organisation,
    @Nullable String workspace,
    @Nullable String member,
    String name,
    String hint,
    Status status,
    Instant createdAt,
    @Nullable Instant expiresAt,
    ModelAccess models,
    RateLimits.Limit limits) {

  /** Whether a key is in force. */
  public enum Status {
    /** In force, unless it has expired. */
    ACTIVE,
    /** Not in force for now. */
    INACTIVE,
    /** Revoked for good. */
    ARCHIVED
  }

  /**
   * What a key is to be.
   *
   * @param workspace {@code null} for the default workspace
   */
  public record Wanted(
      String organisation,
      @Nullable String workspace,
      @Nullable String member,
      String name,
      @Nullable Instant expiresAt,
      ModelAccess models,
      RateLimits.Limit limits) {}

  /** A key that was just made, and the only time that it is shown. */
  public record Made(ApiKey key, Secret secret) {}
}
