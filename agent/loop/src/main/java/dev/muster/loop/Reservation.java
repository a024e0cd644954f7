package dev.muster.loop;

import dev.muster.model.ModelRequest;

/** What comes of asking for room to send a request. Only {@link Spending} makes one. */
sealed interface Reservation {

  /** There is room for the most that this request can cost; it alone may be sent. */
  sealed interface Reserved extends Reservation permits Spending.Held {

    /** The request, perhaps with fewer output tokens than were asked for. */
    ModelRequest request();
  }

  /** The request might cost more than is left. */
  record NoRoom(long limitNanos) implements Reservation {}

  /** A budget is set, and nothing is known of what the model costs. */
  record Unpriced(String model) implements Reservation {}
}
