package dev.muster.domain;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** How often a cap begins anew, at midnight of its time zone. */
public enum Period {
  /** Every day. */
  DAILY,
  /** Every Monday. */
  WEEKLY,
  /** Every first day of a month. */
  MONTHLY;

  /** The word for it in stores and APIs. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The period with that word.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Period of(String word) {
    for (Period period : values()) {
      if (period.word().equals(word)) {
        return period;
      }
    }
    throw new IllegalArgumentException(
        "no period \"" + word + "\"; there are daily, weekly and monthly");
  }

  /**
   * The window that holds a time. What is charged to which window is decided by the store, whose
   * clock and time zones count; this says the same for displays and tests.
   */
  public Window around(Instant time, ZoneId zone) {
    LocalDate day = time.atZone(zone).toLocalDate();
    LocalDate first =
        switch (this) {
          case DAILY -> day;
          case WEEKLY -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
          case MONTHLY -> day.withDayOfMonth(1);
        };
    LocalDate next =
        switch (this) {
          case DAILY -> first.plusDays(1);
          case WEEKLY -> first.plusWeeks(1);
          case MONTHLY -> first.plusMonths(1);
        };
    return new Window(
        this, first.atStartOfDay(zone).toInstant(), next.atStartOfDay(zone).toInstant());
  }
}
