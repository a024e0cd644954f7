package dev.muster.permission.shell.syntax;

/** What single characters are to the grammar. */
final class Characters {
  private Characters() {}

  /** Whether an unquoted word ends before it. */
  static boolean endsWord(char c) {
    return switch (c) {
      case Source.END, ' ', '\t', '\n', '|', '&', ';', '(', ')', '<', '>' -> true;
      default -> false;
    };
  }

  /** Whether it begins a quotation or an expansion. */
  static boolean quotes(char c) {
    return switch (c) {
      case '\\', '\'', '"', '`', '$' -> true;
      default -> false;
    };
  }

  /** Whether, without quotes, it may be a part of a brace expansion, a tilde or a pattern. */
  static boolean isSpecial(char c) {
    return switch (c) {
      case '*', '?', '[', '{', '~' -> true;
      default -> false;
    };
  }

  static boolean startsName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean continuesName(char c) {
    return startsName(c) || isDigit(c);
  }

  /** Whether a parameter has this character for its name. */
  static boolean namesParameter(char c) {
    return switch (c) {
      case '@', '*', '#', '?', '-', '$', '!' -> true;
      default -> false;
    };
  }

  static boolean onlyDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!continuesName(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty() && startsName(text.charAt(0));
  }

  /** Whether bash takes a word before a parenthesis for the name of a function. */
  static boolean isFunctionName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!continuesName(c) && "-.:+@%/,".indexOf(c) < 0) {
        return false;
      }
    }
    return !onlyDigits(text);
  }
}
