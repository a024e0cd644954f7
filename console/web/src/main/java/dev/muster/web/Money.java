package dev.muster.web;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Nano-dollars and the Admin API's cents, which are decimal texts. */
final class Money {

  private static final int PLACES = 7;

  private Money() {}

  /** Cents to the last nano-dollar: {@code "123.45"} is 1.2345 dollars. */
  static String cents(long nanos) {
    BigDecimal cents = BigDecimal.valueOf(nanos, PLACES).stripTrailingZeros();
    return (cents.scale() < 0 ? cents.setScale(0, RoundingMode.UNNECESSARY) : cents)
        .toPlainString();
  }

  /** Nano-dollars of a text of cents. */
  static long nanos(String name, String cents) {
    if (!cents.matches("\\d{1,11}(\\.\\d{1,7})?")) {
      throw Refusal.invalid(
          name + ": must be an amount in cents such as \"10000\" for 100 dollars");
    }
    return new BigDecimal(cents).movePointRight(PLACES).longValueExact();
  }
}
