package dev.muster.permission;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Cuts a text for the shell wherever a command may end, whether or not it does: once minding
 * quotes, once not.
 */
final class LooseParts {

  private LooseParts() {}

  /** The parts that are not blank, without the words that may stand before a command. */
  static Set<String> of(String text) {
    Set<String> parts = new LinkedHashSet<>();
    cut(text, false, parts);
    if (text.indexOf('\'') >= 0 || text.indexOf('"') >= 0) {
      cut(text, true, parts);
    }
    parts.remove("");
    parts.remove(text.strip());
    return parts;
  }

  private static void cut(String text, boolean honourQuotes, Set<String> parts) {
    int start = 0;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && honourQuotes && quote != '\'') {
        i++;
      } else if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (honourQuotes && (c == '\'' || c == '"')) {
        quote = c;
      } else if (cuts(text, i)) {
        parts.add(command(text.substring(start, i)));
        start = i + 1;
      }
    }
    parts.add(command(text.substring(start)));
  }

  private static boolean cuts(String text, int at) {
    char before = at == 0 ? ' ' : text.charAt(at - 1);
    return switch (text.charAt(at)) {
      case ';', '\n', '(', ')', '`' -> true;
      case '|' -> before != '>';
      case '&' ->
          before != '>' && before != '<' && (at + 1 == text.length() || text.charAt(at + 1) != '>');
      default -> false;
    };
  }

  private static String command(String part) {
    String rest = part.strip();
    while (true) {
      int end = rest.indexOf(' ');
      if (end < 0) {
        return rest;
      }
      switch (rest.substring(0, end)) {
        case "if", "then", "elif", "else", "while", "until", "do", "!", "{", "time" ->
            rest = rest.substring(end).strip();
        default -> {
          return rest;
        }
      }
    }
  }

  /** Whether a command somewhere in it may change the folder of those after it. */
  static boolean mayChangeFolder(String text) {
    return text.contains("cd") || text.contains("pushd") || text.contains("popd");
  }
}
