package dev.muster.permission.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of numbers or letters between braces.
 *
 * @param width that numbers are filled up to with zeros; 0 for none
 */
record Sequence(long from, long to, long step, int width, boolean letters) {

  /** Reads {@code from..to} or {@code from..to..step}; {@code null} where it is neither. */
  static @Nullable Sequence of(String text) {
    int dots = text.indexOf("..");
    if (dots < 0) {
      return null;
    }
    String from = text.substring(0, dots);
    String rest = text.substring(dots + 2);
    int more = rest.indexOf("..");
    String to = more < 0 ? rest : rest.substring(0, more);
    Long step = more < 0 ? Long.valueOf(1) : number(rest.substring(more + 2));
    Long first = number(from);
    Long last = number(to);
    if (step == null) {
      return null;
    }
    long size = Math.max(1, Math.abs(step));
    if (first != null && last != null) {
      int width = isPadded(from) || isPadded(to) ? Math.max(from.length(), to.length()) : 0;
      return new Sequence(first, last, size, width, false);
    }
    boolean letters = first == null && last == null && isLetter(from) && isLetter(to);
    return letters ? new Sequence(from.charAt(0), to.charAt(0), size, 0, true) : null;
  }

  private static boolean isLetter(String text) {
    char c = text.length() == 1 ? text.charAt(0) : ' ';
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isPadded(String number) {
    return (number.length() > 1 && number.startsWith("0"))
        || (number.length() > 2 && number.startsWith("-0"));
  }

  private static @Nullable Long number(String text) {
    int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    if (text.length() == start || text.length() > 12) {
      return null;
    }
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return null;
      }
    }
    return Long.valueOf(text);
  }

  /** Whether there are characters between capital and small letters among them. */
  boolean hasMore() {
    return letters && Math.min(from, to) < 'a' && Math.max(from, to) >= 'a';
  }

  /** How many there are. */
  long size() {
    return Math.abs(to - from) / step + 1;
  }

  /** All of them, as written. */
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    long sign = from <= to ? step : -step;
    long at = from;
    for (long i = 0; i < size(); i++) {
      texts.add(letters ? String.valueOf((char) at) : padded(at));
      at += sign;
    }
    return texts;
  }

  private String padded(long number) {
    String digits = Long.toString(Math.abs(number));
    int sign = number < 0 ? 1 : 0;
    String zeros = "0".repeat(Math.max(0, width - digits.length() - sign));
    return (sign == 1 ? "-" : "") + zeros + digits;
  }
}
