package dev.muster.permission.shell;

import dev.muster.permission.shell.syntax.Part;
import dev.muster.permission.shell.syntax.WordText;

/** Where in a word a tilde without quotes stands for a folder. */
enum Tildes {
  NONE,
  /** At the beginning of the word only. */
  AT_START,
  /** At the beginning and after each colon. */
  IN_ASSIGNMENT,
  /** After the equals sign and each colon, as the word looks like an assignment. */
  AFTER_EQUALS;

  static Tildes ofWord(WordText word) {
    if (word.parts().getFirst() instanceof Part.Text(String text, boolean _)) {
      int equals = text.indexOf('=');
      if (equals > 0 && Names.isName(text.substring(0, equals))) {
        return AFTER_EQUALS;
      }
    }
    return AT_START;
  }

  /** Whether the name after a tilde ends before this character. */
  boolean endsPrefix(char c) {
    return c == '/' || (c == ':' && (this == IN_ASSIGNMENT || this == AFTER_EQUALS));
  }

  /**
   * Whether the tilde at a place is expanded.
   *
   * @param first whether the text stands at the beginning of the word
   */
  boolean expands(String text, int at, boolean first) {
    char before = at == 0 ? '\0' : text.charAt(at - 1);
    return switch (this) {
      case NONE -> false;
      case AT_START -> first && at == 0;
      case IN_ASSIGNMENT -> at == 0 ? first : before == ':';
      case AFTER_EQUALS -> {
        boolean firstEquals = first && before == '=' && text.indexOf('=') == at - 1;
        yield firstEquals || before == ':';
      }
    };
  }
}
