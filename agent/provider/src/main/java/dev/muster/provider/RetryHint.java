package dev.muster.provider;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a failed attempt tells about another one.
 *
 * @param after how long the provider asks to wait, or {@code null}
 */
record RetryHint(Wish wish, @Nullable Duration after) {

  /** Whether to try again. */
  enum Wish {
    /** As is usual for the status. */
    BY_STATUS,
    YES,
    NO
  }

  static final RetryHint YES = new RetryHint(Wish.YES, null);
  static final RetryHint NO = new RetryHint(Wish.NO, null);

  /** No wait that a provider asks for is longer than this. */
  static final Duration LONGEST = Duration.ofMinutes(5);

  /** Reads {@code x-should-retry} and {@code retry-after}. */
  static RetryHint of(HttpHeaders headers, InstantSource clock) {
    String told = headers.firstValue("x-should-retry").orElse("").strip().toLowerCase(Locale.ROOT);
    Wish wish =
        switch (told) {
          case "true" -> Wish.YES;
          case "false" -> Wish.NO;
          default -> Wish.BY_STATUS;
        };
    return new RetryHint(wish, after(headers.firstValue("retry-after").orElse("").strip(), clock));
  }

  /** Seconds from 1, or an HTTP date; what is neither, or not ahead, is ignored. */
  private static @Nullable Duration after(String value, InstantSource clock) {
    if (value.isEmpty()) {
      return null;
    }
    Duration asked;
    if (value.charAt(0) >= '0' && value.charAt(0) <= '9') {
      asked = seconds(value);
    } else {
      try {
        ZonedDateTime date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
        asked = Duration.between(clock.instant(), date.toInstant());
      } catch (DateTimeException notADate) {
        return null;
      }
    }
    if (asked.compareTo(LONGEST) > 0) {
      return LONGEST;
    }
    return asked.isPositive() ? asked : null;
  }

  private static Duration seconds(String value) {
    try {
      double seconds = Math.min(Double.parseDouble(value), (double) LONGEST.toSeconds());
      return seconds >= 1 ? Duration.ofMillis((long) (seconds * 1000)) : Duration.ZERO;
    } catch (NumberFormatException notANumber) {
      return Duration.ZERO;
    }
  }
}
