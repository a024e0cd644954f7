package dev.muster.permission.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that {@code test} evaluates no subscript: its operators {@code -v} and {@code -R} take
 * the name of a variable.
 */
final class TestWords {
  private TestWords() {}

  /** Whether the operands, without the bracket that closes, are harmless. */
  static boolean areHarmless(List<Word> words) {
    for (int i = 0; i < words.size(); i++) {
      Word word = words.get(i);
      if (!Words.isSingle(word)) {
        return false;
      }
      String literal = Words.literal(word);
      if (literal == null) {
        if (mayBeOperator(words, i)) {
          return false;
        }
      } else if ((literal.equals("-v") || literal.equals("-R")) && i + 1 < words.size()) {
        String name = Words.literal(words.get(i + 1));
        if (name == null || !isPlain(name)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isPlain(String name) {
    int open = name.indexOf('[');
    if (open < 0) {
      return true;
    }
    for (int i = open + 1; i < name.length() - 1; i++) {
      char c = name.charAt(i);
      if ((c < '0' || c > '9') && c != '@' && c != '*') {
        return false;
      }
    }
    return name.endsWith("]");
  }

  /** Whether a word that is not known may be an operator that takes the next one. */
  private static boolean mayBeOperator(List<Word> words, int at) {
    if (at + 1 == words.size()) {
      return false;
    }
    String beginning = Words.beginning(words.get(at));
    if (beginning != null && !beginning.startsWith("-")) {
      return false;
    }
    if (isBinary(Words.literal(words.get(at + 1)))) {
      // Where three words make a comparison, that is tried first.
      return at + 2 >= words.size();
    }
    String before = at == 0 ? null : Words.literal(words.get(at - 1));
    return !isUnary(before) && !isBinary(before);
  }

  private static boolean isUnary(@Nullable String word) {
    return word != null
        && word.length() == 2
        && word.charAt(0) == '-'
        && "abcdefghknprstuwxzGLNOS".indexOf(word.charAt(1)) >= 0;
  }

  private static boolean isBinary(@Nullable String word) {
    if (word == null) {
      return false;
    }
    return switch (word) {
      case "=", "==", "!=", "<", ">", "-eq", "-ne", "-lt", "-le", "-gt", "-ge" -> true;
      case "-nt", "-ot", "-ef" -> true;
      default -> false;
    };
  }
}
