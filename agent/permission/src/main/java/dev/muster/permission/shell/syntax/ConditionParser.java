package dev.muster.permission.shell.syntax;

import dev.muster.permission.shell.syntax.Condition.Binary;
import dev.muster.permission.shell.syntax.Condition.Joined;
import dev.muster.permission.shell.syntax.Condition.Not;
import dev.muster.permission.shell.syntax.Condition.Unary;
import dev.muster.permission.shell.syntax.WordParser.Style;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a condition from after {@code [[} to {@code ]]}. One use. */
final class ConditionParser {
  private final Source source;
  private final Tokens tokens;
  private final WordParser words;

  /** A word that was read and not used; the bracket that closes is one. */
  private @Nullable WordText ahead;

  ConditionParser(Source source, Tokens tokens, WordParser words) {
    this.source = source;
    this.tokens = tokens;
    this.words = words;
  }

  Condition read() {
    Condition condition = either();
    if (!isPlain(peekWord(), "]]")) {
      throw wrong();
    }
    return condition;
  }

  private static Refusal wrong() {
    return new Refusal("a condition ([[ … ]]) that is not read");
  }

  private Condition either() {
    List<Condition> conditions = new ArrayList<>(1);
    conditions.add(both());
    while (ahead == null && tokens.peek() == Token.OR) {
      tokens.take();
      conditions.add(both());
    }
    return conditions.size() == 1 ? conditions.getFirst() : new Joined(conditions, false);
  }

  private Condition both() {
    List<Condition> conditions = new ArrayList<>(1);
    conditions.add(term());
    while (ahead == null && tokens.peek() == Token.AND) {
      tokens.take();
      conditions.add(term());
    }
    return conditions.size() == 1 ? conditions.getFirst() : new Joined(conditions, true);
  }

  private Condition term() {
    tokens.skipNewlines();
    if (tokens.peek() == Token.OPEN) {
      tokens.take();
      source.enter();
      Condition inside = either();
      source.leave();
      tokens.skipNewlines();
      if (ahead != null || tokens.peek() != Token.CLOSE) {
        throw wrong();
      }
      tokens.take();
      tokens.skipNewlines();
      return inside;
    }
    WordText first = word(Style.ORDINARY);
    if (isPlain(first, "!")) {
      source.enter();
      Condition inside = term();
      source.leave();
      return new Not(inside);
    }
    if (isPlain(first, "]]")) {
      throw wrong();
    }
    String plain = first.plain();
    if (plain != null && isUnary(plain)) {
      Condition unary = new Unary(plain, operand(Style.ORDINARY));
      tokens.skipNewlines();
      return unary;
    }
    return afterWord(first);
  }

  private Condition afterWord(WordText first) {
    String operator = null;
    if (tokens.peek() == Token.REDIRECTION) {
      char c = source.peek();
      Redirect.Operator redirect = tokens.operator();
      if (redirect != Redirect.Operator.READ && redirect != Redirect.Operator.WRITE) {
        throw wrong();
      }
      operator = String.valueOf(c);
    } else if (tokens.peek() == Token.WORD) {
      WordText word = peekWord();
      String plain = word.plain();
      if (plain != null && isBinary(plain)) {
        operator = plain;
        ahead = null;
      }
    }
    if (operator == null) {
      if (ahead != null && !isPlain(ahead, "]]")) {
        throw wrong();
      }
      tokens.skipNewlines();
      return new Unary("-n", first);
    }
    Condition binary = new Binary(first, operator, operand(style(operator)));
    tokens.skipNewlines();
    return binary;
  }

  private static Style style(String operator) {
    return switch (operator) {
      case "=~" -> Style.REGEX;
      case "=", "==", "!=" -> Style.PATTERN;
      default -> Style.ORDINARY;
    };
  }

  private WordText operand(Style style) {
    WordText word = word(style);
    if (isPlain(word, "]]")) {
      throw wrong();
    }
    return word;
  }

  private WordText peekWord() {
    if (ahead == null) {
      ahead = word(Style.ORDINARY);
    }
    return ahead;
  }

  private WordText word(Style style) {
    if (ahead != null) {
      WordText word = ahead;
      ahead = null;
      return word;
    }
    Token token = tokens.peek();
    if (token != Token.WORD && !(style == Style.REGEX && token == Token.OPEN)) {
      throw token == Token.END ? new Refusal("a condition that does not end") : wrong();
    }
    tokens.consumed();
    WordText word = words.word(style);
    char next = source.peek();
    String plain = word.plain();
    if ((next == '<' || next == '>') && plain != null && Characters.onlyDigits(plain)) {
      throw wrong();
    }
    return word;
  }

  private static boolean isPlain(WordText word, String text) {
    return text.equals(word.plain());
  }

  private static boolean isUnary(String word) {
    return word.length() == 2
        && word.charAt(0) == '-'
        && "abcdefghknoprstuvwxGLNORSz".indexOf(word.charAt(1)) >= 0;
  }

  private static boolean isBinary(String word) {
    return switch (word) {
      case "=", "==", "!=", "=~", "-eq", "-ne", "-lt", "-le", "-gt", "-ge" -> true;
      case "-nt", "-ot", "-ef" -> true;
      default -> false;
    };
  }
}
