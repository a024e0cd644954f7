package dev.muster.loop;

import dev.muster.model.ModelRequest;

/** What comes of asking for room to send a request. Only {@link Spending} makes one. */
sealed interface Reservation {

  /** There is room for the most that this request can cost; it alone may be sent. */
  sealed interface Reserved extends Reservation permits Spending.Held {

    /** The request, perhaps with fewer output tokens than were asked for. */
    ModelRequest request();

    /** Whether it has fewer. */
    boolean shortened();
  }

  /** Nothing may be sent. */
  sealed interface Refused extends Reservation {}

  /** The request might cost more than is left. */
  record NoRoom(long limitNanos) implements Refused {}

  /**
   * A budget is set, and nothing bounds what the request can cost.
   *
   * @param priceKnown whether the model has a price, so that it is the request's own members that
   *     nothing bounds
   */
  record Unbounded(String model, boolean priceKnown) implements Refused {}
}
