package dev.muster.domain;

import java.time.ZoneId;

/**
 * The most that a scope may spend in each window of a period.
 *
 * @param amountNanos in nano-dollars; 0 forbids all spending
 * @param zone whose midnights begin and end the windows
 * @param hard whether what would exceed it is refused; otherwise it only alerts
 */
public record Cap(
    String id, Scope scope, long amountNanos, Period period, ZoneId zone, boolean hard) {

  public Cap {
    if (amountNanos < 0) {
      throw new IllegalArgumentException("a cap's amount cannot be negative");
    }
  }
}
