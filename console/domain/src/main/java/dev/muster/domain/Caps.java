package dev.muster.domain;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The caps in force, kept in the store. Every method blocks; a change binds the next reservation on
 * every replica. Thread-safe; throws {@link StoreException} when the store is away.
 */
public interface Caps {

  /**
   * Sets a scope's cap for a period, in place of the one that it had. What was spent in the present
   * window before counts.
   *
   * @throws IllegalArgumentException when the scope does not exist or the store does not know the
   *     time zone
   */
  Cap set(String organisation, Wanted wanted);

  /** Takes a cap away; whether there was one. */
  boolean remove(String id);

  /** A cap by its id, of those in force. */
  Optional<Cap> cap(String id);

  /** The caps in force of an organisation and all that belongs to it, the oldest first. */
  List<Cap> all(String organisation);

  /** How the caps in force of an organisation and all that belongs to it stand. */
  List<Standing> standings(String organisation);

  /** What a cap is to be. */
  record Wanted(Scope scope, long amountNanos, Period period, ZoneId zone, boolean hard) {}

  /**
   * How a cap stands, now by the store's clock.
   *
   * @param settledNanos what is booked in the window
   * @param reservedNanos what is set aside for requests in flight
   */
  record Standing(
      Cap cap,
      Window window,
      long settledNanos,
      long reservedNanos,
      Instant createdAt,
      @Nullable Instant updatedAt) {}
}
