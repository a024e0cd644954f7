package dev.muster.domain;

import java.time.Instant;

/**
 * The one kind of {@link Reserved}, made by {@link #mint} alone.
 *
 * @param id unique in the store
 * @param at when it was granted, by the store's clock, in whole microseconds
 */
record Reservation(long id, SpendRequest request, Instant at) implements Reserved {

  /** Makes a reservation that the store has just made durable. */
  static Reservation mint(long id, SpendRequest request, Instant at) {
    return new Reservation(id, request, at);
  }
}
