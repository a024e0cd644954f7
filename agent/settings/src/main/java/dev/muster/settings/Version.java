package dev.muster.settings;

import java.util.Optional;

/**
 * A version of numbers joined by dots, such as {@code 2.1.197}; missing parts count as zero. A
 * suffix such as {@code -beta.1} makes it come before the same numbers without one.
 */
record Version(long major, long minor, long patch, boolean preliminary)
    implements Comparable<Version> {

  /** Reads a version of one to three numbers; empty when the text is none. */
  static Optional<Version> parse(String text) {
    int dash = text.indexOf('-');
    String numbers = dash < 0 ? text : text.substring(0, dash);
    if (dash >= 0 && !isSuffix(text, dash + 1)) {
      return Optional.empty();
    }
    long[] parts = new long[3];
    int part = 0;
    int digits = 0;
    for (int i = 0; i < numbers.length(); i++) {
      char c = numbers.charAt(i);
      if (c >= '0' && c <= '9' && digits < 9) {
        parts[part] = parts[part] * 10 + (c - '0');
        digits++;
      } else if (c == '.' && digits > 0 && part < 2) {
        part++;
        digits = 0;
      } else {
        return Optional.empty();
      }
    }
    return digits == 0
        ? Optional.empty()
        : Optional.of(new Version(parts[0], parts[1], parts[2], dash >= 0));
  }

  private static boolean isSuffix(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(Character.isLetterOrDigit(c) || c == '.' || c == '-') || c > 127) {
        return false;
      }
    }
    return from < text.length();
  }

  @Override
  public int compareTo(Version other) {
    int order = Long.compare(major, other.major);
    if (order == 0) {
      order = Long.compare(minor, other.minor);
    }
    if (order == 0) {
      order = Long.compare(patch, other.patch);
    }
    return order == 0 ? Boolean.compare(other.preliminary, preliminary) : order;
  }
}
