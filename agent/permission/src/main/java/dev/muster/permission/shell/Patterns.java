package dev.muster.permission.shell;

import dev.muster.permission.shell.syntax.Part;
import dev.muster.permission.shell.syntax.Part.Operator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operators of parameters make of known texts.
 *
 * <p>A pattern is held with {@link #STAR} and {@link #ANY} in place of its wildcards; one that has
 * more than those is not known. Texts beyond ASCII are left unknown, since their length depends on
 * the encoding.
 */
final class Patterns {
  /** No text for the shell contains them: control characters are refused. */
  private static final char STAR = '\u0001';

  private static final char ANY = '\u0002';

  /** Longer texts are not worked on. */
  private static final int LONGEST = 512;

  private Patterns() {}

  /** Adds an active pattern; returns whether it is one that is worked on. */
  static boolean add(String text, StringBuilder pattern) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '*' -> pattern.append(STAR);
        case '?' -> pattern.append(ANY);
        case '[', '\\', '(', '~' -> {
          return false;
        }
        default -> pattern.append(c);
      }
    }
    return true;
  }

  /** What the result is where it cannot be told. */
  private static Value unknown(Value value) {
    return Value.isNumber(value) ? Value.UNKNOWN_NUMBER : Value.ANY_TEXT;
  }

  private static @Nullable String known(Value value) {
    if (value instanceof Value.Unset) {
      return "";
    }
    return value instanceof Value.Text(String text) && text.length() <= LONGEST && isPlain(text)
        ? text
        : null;
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x7f || text.charAt(i) <= ANY) {
        return false;
      }
    }
    return true;
  }

  /** Cuts what matches from the beginning or the end. */
  static Value cut(Operator operator, Value value, @Nullable String pattern) {
    String text = known(value);
    if (text == null || pattern == null || pattern.length() > LONGEST) {
      return unknown(value);
    }
    boolean prefix = operator == Operator.CUT_SHORT_PREFIX || operator == Operator.CUT_LONG_PREFIX;
    boolean longest = operator == Operator.CUT_LONG_PREFIX || operator == Operator.CUT_LONG_SUFFIX;
    for (int i = 0; i <= text.length(); i++) {
      int length = longest ? text.length() - i : i;
      int from = prefix ? 0 : text.length() - length;
      if (matches(pattern, text, from, from + length)) {
        return Value.of(prefix ? text.substring(length) : text.substring(0, from));
      }
    }
    return Value.of(text);
  }

  /** Whether a section of the text matches as a whole. */
  private static boolean matches(String pattern, String text, int from, int to) {
    int at = from;
    int in = 0;
    int star = -1;
    int resume = 0;
    while (at < to) {
      char wanted = in < pattern.length() ? pattern.charAt(in) : STAR;
      if (in < pattern.length() && wanted == STAR) {
        star = in++;
        resume = at;
      } else if (in < pattern.length() && (wanted == ANY || wanted == text.charAt(at))) {
        in++;
        at++;
      } else if (star >= 0) {
        in = star + 1;
        at = ++resume;
      } else {
        return false;
      }
    }
    while (in < pattern.length() && pattern.charAt(in) == STAR) {
      in++;
    }
    return in == pattern.length();
  }

  /** Replaces what matches; patterns with wildcards are not worked on. */
  static Value replace(
      Operator operator, Value value, @Nullable String pattern, Value replacement) {
    String text = known(value);
    if (text == null
        || pattern == null
        || pattern.isEmpty()
        || !isPlain(pattern)
        || !(replacement instanceof Value.Text(String with))
        || with.indexOf('&') >= 0
        || with.indexOf('\\') >= 0
        || (long) with.length() * text.length() > 1 << 16) {
      return Value.ANY_TEXT;
    }
    int at = text.indexOf(pattern);
    int end = text.length() - pattern.length();
    if (operator == Operator.REPLACE_ALL) {
      return Value.of(text.replace(pattern, with));
    }
    if (operator == Operator.REPLACE_PREFIX) {
      return Value.of(at == 0 ? with + text.substring(pattern.length()) : text);
    }
    if (operator == Operator.REPLACE_SUFFIX) {
      return Value.of(text.endsWith(pattern) ? text.substring(0, end) + with : text);
    }
    return Value.of(
        at < 0 ? text : text.substring(0, at) + with + text.substring(at + pattern.length()));
  }

  /** Changes the case of the first or of all letters. */
  static Value inCase(Operator operator, Value value) {
    String text = known(value);
    if (text == null) {
      return unknown(value);
    }
    boolean upper = operator == Operator.UPPER_ALL || operator == Operator.UPPER_FIRST;
    boolean all = operator == Operator.UPPER_ALL || operator == Operator.LOWER_ALL;
    StringBuilder changed = new StringBuilder(text);
    for (int i = 0; i < (all ? text.length() : Math.min(1, text.length())); i++) {
      char c = text.charAt(i);
      if (upper && c >= 'a' && c <= 'z') {
        changed.setCharAt(i, (char) (c - 'a' + 'A'));
      } else if (!upper && c >= 'A' && c <= 'Z') {
        changed.setCharAt(i, (char) (c - 'A' + 'a'));
      }
    }
    return Value.of(changed.toString());
  }

  /** A section of a text from an offset, with or without a length. */
  static Value section(Value value, List<Part> offset, @Nullable List<Part> length) {
    String text = known(value);
    Integer from = number(offset);
    Integer count = length == null ? Integer.valueOf(LONGEST) : number(length);
    if (text == null || from == null || count == null) {
      return unknown(value);
    }
    int start = from < 0 ? text.length() + from : from;
    if (start < 0 || start > text.length()) {
      return Value.EMPTY;
    }
    int end = count < 0 ? text.length() + count : Math.min(text.length(), start + count);
    return end < start ? unknown(value) : Value.of(text.substring(start, end));
  }

  private static @Nullable Integer number(List<Part> parts) {
    if (parts.size() != 1 || !(parts.getFirst() instanceof Part.Text(String text, boolean _))) {
      return null;
    }
    String digits = text.strip();
    int start = digits.startsWith("-") ? 1 : 0;
    if (digits.length() == start || digits.length() > 4) {
      return null;
    }
    for (int i = start; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        return null;
      }
    }
    // A leading zero would mean another base.
    return digits.length() > start + 1 && digits.charAt(start) == '0'
        ? null
        : Integer.valueOf(digits);
  }
}
