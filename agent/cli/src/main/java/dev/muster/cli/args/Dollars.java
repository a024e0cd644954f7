package dev.muster.cli.args;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts of money; on its own, since {@link BigDecimal} costs much of a start that needs none. */
final class Dollars {

  private static final BigDecimal MAX_DOLLARS = BigDecimal.valueOf(1_000_000_000);

  private Dollars() {}

  /** Dollars as nano-dollars, rounded down, so that a limit holds; at least one. */
  static long nanos(Option option, String text) {
    try {
      BigDecimal dollars = new BigDecimal(text);
      boolean sane = dollars.signum() > 0 && Math.abs((long) dollars.scale()) <= 400;
      if (sane && dollars.compareTo(MAX_DOLLARS) <= 0) {
        long nanos = dollars.movePointRight(9).setScale(0, RoundingMode.DOWN).longValueExact();
        if (nanos > 0) {
          return nanos;
        }
      }
    } catch (NumberFormatException notANumber) {
      // told below
    }
    throw Wrong.arguments(
        option.longName() + " does not take \"" + text + "\"",
        "Give an amount in dollars, more than 0 and at most " + MAX_DOLLARS);
  }
}
