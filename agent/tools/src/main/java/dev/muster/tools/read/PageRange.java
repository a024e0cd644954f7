package dev.muster.tools.read;

import java.util.Optional;

/**
 * Pages of a PDF.
 *
 * @param first from 1
 * @param last not less than {@code first}
 */
record PageRange(int first, int last) {

  /** How many pages are shown at once. */
  static final int MOST = 20;

  /** Reads {@code 3} or {@code 1-5}; empty for anything else. */
  static Optional<PageRange> parse(String text) {
    int dash = text.indexOf('-');
    int first = number(dash < 0 ? text : text.substring(0, dash));
    int last = dash < 0 ? first : number(text.substring(dash + 1));
    return first >= 1 && last >= first ? Optional.of(new PageRange(first, last)) : Optional.empty();
  }

  /** A page's number; 0 when it is none. */
  private static int number(String text) {
    String digits = text.strip();
    if (digits.isEmpty() || digits.length() > 7) {
      return 0;
    }
    int number = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return 0;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }

  int count() {
    return last - first + 1;
  }
}
