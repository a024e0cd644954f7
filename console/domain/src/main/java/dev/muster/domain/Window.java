package dev.muster.domain;

import java.time.Instant;

/**
 * One run of a period, in a cap's time zone.
 *
 * @param start the first moment in it
 * @param end the first moment after it, when the cap begins anew
 */
public record Window(Period period, Instant start, Instant end) {

  public Window {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException("a window ends after it starts");
    }
  }

  /** Whether a time lies in it. */
  public boolean holds(Instant time) {
    return !time.isBefore(start) && time.isBefore(end);
  }
}
