package dev.muster.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keys for administration, kept in the store as keyed hashes. Every method blocks. Thread-safe;
 * throws {@link StoreException} when the store is away.
 */
public interface AdminKeys {

  /**
   * Makes a key; the only time that it is shown.
   *
   * @throws IllegalArgumentException when the organisation does not exist or the role allows no
   *     administration
   */
  Made add(String organisation, String name, Member.Role role);

  /** Whose key that is; empty when it is none or was revoked. */
  Optional<AdminKey> check(Secret presented);

  /** The keys of an organisation, revoked ones included, the oldest first. */
  List<AdminKey> all(String organisation);

  /** Revokes a key, at once; whether there was one. Doing so again changes nothing. */
  boolean revoke(String organisation, String id);

  /**
   * What is known of a key.
   *
   * @param hint its first and last letters, to recognise it by
   * @param revokedAt {@code null} while it is in force
   */
  record AdminKey(
      String id,
      String organisation,
      String name,
      Member.Role role,
      String hint,
      Instant createdAt,
      @Nullable Instant revokedAt) {}

  /** A key that was just made. */
  record Made(AdminKey key, Secret secret) {}
}
