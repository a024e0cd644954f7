package dev.muster.permission.shell;

import org.jspecify.annotations.Nullable;

/**
 * Tells characters apart, and refuses those that a shell, a terminal or an encoding may take for
 * something else.
 */
final class Characters {
  /** Stands for the end of a text; no text contains it. */
  static final char END = '\0';

  private Characters() {}

  /** Whether an unquoted word ends before it. */
  static boolean endsWord(char c) {
    return switch (c) {
      case END, ' ', '\t', '\n', '|', '&', ';', '(', ')', '<', '>' -> true;
      default -> false;
    };
  }

  static boolean onlyDigits(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Why the text must not be read at all, or {@code null}. */
  static @Nullable String problem(String text) {
    if (!text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+')) {
      return "a first character that the shell takes for an option";
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' ? c != '\n' && c != '\t' : c >= 0x7f) {
        String problem = rare(text, i);
        if (problem != null) {
          return problem;
        }
      }
    }
    return null;
  }

  private static @Nullable String rare(String text, int i) {
    char c = text.charAt(i);
    if (c < 0xa0) {
      return "a control character";
    }
    if (Character.isSurrogate(c)) {
      boolean paired =
          Character.isHighSurrogate(c)
              ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
              : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
      // It would be handed to the shell as a question mark, which is a pattern there.
      return paired ? ambiguousNext(text, i) : "half of a character";
    }
    if (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0xfeff) {
      return "a space that is not plain";
    }
    return Character.getType(c) == Character.FORMAT
        ? "an invisible character"
        : ambiguousNext(text, i);
  }

  /** In some encodings the last byte of a character and one of these make another character. */
  private static @Nullable String ambiguousNext(String text, int i) {
    char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
    return next == '\\' || next == '|'
        ? "a character outside ASCII directly before a backslash or bar"
        : null;
  }
}
