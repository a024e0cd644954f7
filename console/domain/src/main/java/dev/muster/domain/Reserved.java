package dev.muster.domain;

import java.time.Instant;

/**
 * Leave to spend up to a bound: the money is set aside under every cap that binds the caller, and
 * that is durable. Only the ledger makes one, and whoever forwards a request takes one.
 */
public sealed interface Reserved permits Reservation {

  /** What was asked for. */
  SpendRequest request();

  /** When it was granted, by the store's clock; the usage row bears that time. */
  Instant at();
}
