package dev.muster.policy.check;

import java.util.ArrayList;
import java.util.List;

/** The operators by which a shell joins commands, outside of quotes. Pure. */
final class Operators {

  private Operators() {}

  /** Whether a text is more than one command. */
  static boolean joinCommands(String text) {
    return parts(text).size() > 1;
  }

  /** The commands that operators join, without blanks around them; empty ones left out. */
  static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quote != '\'') {
        i++;
      } else if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == ';' || c == '\n' || c == '|' || isBackground(text, i)) {
        add(parts, text.substring(from, i));
        from = i + 1;
      }
    }
    add(parts, text.substring(from));
    return parts;
  }

  /** An ampersand that is no part of a redirection. */
  private static boolean isBackground(String text, int at) {
    if (text.charAt(at) != '&') {
      return false;
    }
    char before = at == 0 ? ' ' : text.charAt(at - 1);
    char after = at + 1 == text.length() ? ' ' : text.charAt(at + 1);
    return before != '>' && before != '<' && after != '>';
  }

  private static void add(List<String> parts, String part) {
    String stripped = part.strip();
    if (!stripped.isEmpty()) {
      parts.add(stripped);
    }
  }
}
