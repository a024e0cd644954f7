package dev.muster.transcript;

import java.time.Instant;

/**
 * Instants as {@code 2026-01-31T12:34:56.789Z}, with as many digits of a second as there are.
 *
 * <p>The JDK's formatter does the same, but loading it takes longer than reading a session.
 */
final class IsoTime {

  private static final int DAY = 86_400;
  private static final int SECONDS_LENGTH = 19;

  private IsoTime() {}

  static String format(Instant at) {
    long seconds = at.getEpochSecond();
    long day = Math.floorDiv(seconds, DAY);
    int second = (int) Math.floorMod(seconds, (long) DAY);
    // days since 0000-03-01; eras of 400 years, so that leap days end each year
    long shifted = day + 719_468;
    long era = Math.floorDiv(shifted, 146_097L);
    long ofEra = Math.floorMod(shifted, 146_097L);
    long yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
    long ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long shiftedMonth = (5 * ofYear + 2) / 153;
    long dayOfMonth = ofYear - (153 * shiftedMonth + 2) / 5 + 1;
    long month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
    long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    if (year < 0 || year > 9_999) {
      throw new IllegalArgumentException("not within the years 0 to 9999: " + at);
    }
    StringBuilder text = new StringBuilder(30);
    digits(text, year, 4).append('-');
    digits(text, month, 2).append('-');
    digits(text, dayOfMonth, 2).append('T');
    digits(text, second / 3_600, 2).append(':');
    digits(text, second / 60 % 60, 2).append(':');
    digits(text, second % 60, 2);
    fraction(text, at.getNano());
    return text.append('Z').toString();
  }

  /**
   * The instant of such a text.
   *
   * @throws IllegalArgumentException when it is no such text
   */
  static Instant parse(String text) {
    int end = text.length() - 1;
    if (end < SECONDS_LENGTH
        || text.charAt(end) != 'Z'
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || text.charAt(10) != 'T'
        || text.charAt(13) != ':'
        || text.charAt(16) != ':') {
      throw new IllegalArgumentException("not a time: " + text);
    }
    int month = number(text, 5, 7);
    int dayOfMonth = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    if (month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > 31) {
      throw new IllegalArgumentException("not a day: " + text);
    }
    if (hour > 23 || minute > 59 || second > 59) {
      throw new IllegalArgumentException("not a time of day: " + text);
    }
    long year = month <= 2 ? number(text, 0, 4) - 1L : number(text, 0, 4);
    long era = Math.floorDiv(year, 400L);
    long yearOfEra = year - era * 400;
    long ofYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + dayOfMonth - 1;
    long ofEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear;
    long day = era * 146_097 + ofEra - 719_468;
    return Instant.ofEpochSecond(day * DAY + hour * 3_600L + minute * 60L + second, nanos(text));
  }

  private static int nanos(String text) {
    int end = text.length() - 1;
    if (end == SECONDS_LENGTH) {
      return 0;
    }
    int digits = end - SECONDS_LENGTH - 1;
    if (text.charAt(SECONDS_LENGTH) != '.' || digits < 1 || digits > 9) {
      throw new IllegalArgumentException("not a fraction of a second: " + text);
    }
    int nanos = number(text, SECONDS_LENGTH + 1, end);
    for (int i = digits; i < 9; i++) {
      nanos *= 10;
    }
    return nanos;
  }

  private static void fraction(StringBuilder text, int nanos) {
    if (nanos == 0) {
      return;
    }
    text.append('.');
    if (nanos % 1_000_000 == 0) {
      digits(text, nanos / 1_000_000, 3);
    } else if (nanos % 1_000 == 0) {
      digits(text, nanos / 1_000, 6);
    } else {
      digits(text, nanos, 9);
    }
  }

  private static StringBuilder digits(StringBuilder text, long value, int width) {
    String digits = Long.toString(value);
    for (int i = digits.length(); i < width; i++) {
      text.append('0');
    }
    return text.append(digits);
  }

  private static int number(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        throw new IllegalArgumentException("not a number in a time: " + text);
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }
}
