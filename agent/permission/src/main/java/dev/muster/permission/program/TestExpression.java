package dev.muster.permission.program;

import dev.muster.permission.shell.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the arguments of {@code test} and {@code [} in the order in which bash does: what stands
 * before a binary operator is its operand, whatever it looks like. One use, one thread.
 */
final class TestExpression {
  private final List<Word> words;
  private final Outcome outcome;

  private TestExpression(List<Word> words, Outcome outcome) {
    this.words = words;
    this.outcome = outcome;
  }

  static void judge(Call call, Outcome outcome) {
    List<Word> words = new ArrayList<>(call.arguments());
    if (call.program().equals("[")) {
      if (words.isEmpty() || !"]".equals(Words.literal(words.getLast()))) {
        outcome.unknown("The closing bracket is missing");
        return;
      }
      words.removeLast();
    }
    for (Word word : words) {
      if (!Words.isOne(word)) {
        outcome.unknown("A word of the test may be several");
        return;
      }
    }
    new TestExpression(words, outcome).read();
  }

  private @Nullable String at(int index) {
    return index < words.size() ? Words.literal(words.get(index)) : null;
  }

  private void read() {
    int i = 0;
    boolean complete = false;
    while (i < words.size()) {
      String word = at(i);
      if (complete && joins(word)) {
        complete = ")".equals(word);
        i++;
        continue;
      }
      complete = !"!".equals(word) && !"(".equals(word);
      if (isBinary(at(i + 1)) && i + 2 < words.size()) {
        binary(i);
        i += 3;
      } else if (word == null) {
        // Alone, it is a text; with another word after it, it may be any operator.
        if (i + 1 < words.size() && !joins(at(i + 1))) {
          outcome.unknown("A word of the test that is not known could be an operator");
          return;
        }
        i++;
      } else if (isUnary(word) && i + 1 < words.size()) {
        unary(word, words.get(i + 1));
        i += 2;
      } else {
        i++;
      }
    }
  }

  private void binary(int i) {
    String operator = at(i + 1);
    if ("-nt".equals(operator) || "-ot".equals(operator) || "-ef".equals(operator)) {
      outcome.reads(words.get(i), false);
      outcome.reads(words.get(i + 2), false);
    }
  }

  private void unary(String operator, Word operand) {
    char c = operator.charAt(1);
    // The subscript of a variable's name is evaluated, which can run commands.
    if (c == 'R' || (c == 'v' && !isPlainName(Words.literal(operand)))) {
      outcome.unknown("\"" + operator + "\" of test evaluates a variable's name");
    } else if ("abcdefghkprsuwxGLNOS".indexOf(c) >= 0) {
      outcome.reads(operand, false);
    }
  }

  private static boolean isPlainName(@Nullable String name) {
    for (int i = 0; name != null && i < name.length(); i++) {
      if (!Character.isLetterOrDigit(name.charAt(i)) && name.charAt(i) != '_') {
        return false;
      }
    }
    return name != null;
  }

  private static boolean isUnary(String word) {
    return word.length() == 2
        && word.charAt(0) == '-'
        && "abcdefghknoprstuvwxzGLNORS".indexOf(word.charAt(1)) >= 0;
  }

  private static boolean joins(@Nullable String word) {
    return word != null && (word.equals("-a") || word.equals("-o") || word.equals(")"));
  }

  private static boolean isBinary(@Nullable String word) {
    if (word == null) {
      return false;
    }
    return switch (word) {
      case "=", "==", "!=", "<", ">", "-eq", "-ne", "-lt", "-le", "-gt", "-ge" -> true;
      case "-nt", "-ot", "-ef", "=~" -> true;
      default -> false;
    };
  }
}
