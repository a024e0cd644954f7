package dev.muster.permission.shell;

import dev.muster.permission.shell.Word.Piece;
import java.util.List;

/** What is known of the value of a variable, or of any text that the shell makes. */
sealed interface Value {

  /** Exactly this text. */
  record Text(String text) implements Value {}

  /** Some text that is made of these pieces; set in any case. */
  record Blend(List<Piece> pieces) implements Value {}

  /** One path that matches a pattern, or the pattern itself. */
  record Match(String pattern) implements Value {}

  /**
   * An array.
   *
   * @param words its elements in order, as words would stand for them
   * @param keyed whether its subscripts are texts and not arithmetic
   */
  record Elements(List<Word> words, boolean keyed) implements Value {}

  /** No value at all. */
  record Unset() implements Value {}

  /**
   * Anything, or no value at all.
   *
   * @param number whether it is harmless in arithmetic: no value, or nothing but digits, signs and
   *     blanks
   */
  record Unknown(boolean number) implements Value {}

  Value EMPTY = new Text("");
  Value UNSET = new Unset();
  Value UNKNOWN = new Unknown(false);
  Value UNKNOWN_NUMBER = new Unknown(true);
  Value ANY_TEXT = new Blend(List.of(new Piece.Anything()));
  Value NAME = new Blend(List.of(new Piece.Name()));
  Value NUMERAL = new Blend(List.of(new Piece.Numeral()));
  Value ANY_ELEMENTS = new Elements(List.of(new Word.Several()), false);

  /** A value that is known when the text is. */
  static Value of(String text) {
    return text.isEmpty() ? EMPTY : new Text(text);
  }

  /** What holds for both values. */
  static Value join(Value one, Value other) {
    if (same(one, other)) {
      return one;
    }
    boolean numbers = isNumber(one) && isNumber(other);
    if (numbers) {
      return isNumeral(one) && isNumeral(other) ? NUMERAL : UNKNOWN_NUMBER;
    }
    if (one instanceof Elements(List<Word> _, boolean keyed)) {
      boolean both =
          other instanceof Elements(List<Word> _, boolean otherKeyed) && keyed == otherKeyed;
      return both ? new Elements(List.of(new Word.Several()), keyed) : UNKNOWN;
    }
    boolean set = isText(one) && isText(other);
    return set ? ANY_TEXT : UNKNOWN;
  }

  private static boolean isText(Value value) {
    return value instanceof Text || value instanceof Blend || value instanceof Match;
  }

  /** Whether arithmetic can take the value without further evaluation. */
  static boolean isNumber(Value value) {
    return switch (value) {
      case Text(String text) -> text.isBlank() || isDigits(text);
      case Blend(List<Piece> _) -> isNumeral(value);
      case Unset() -> true;
      case Unknown(boolean number) -> number;
      case Match(String _), Elements(List<Word> _, boolean _) -> false;
    };
  }

  /** Whether it is surely a whole number, written out. */
  static boolean isNumeral(Value value) {
    if (value instanceof Text(String text)) {
      return isDigits(text);
    }
    return value instanceof Blend(List<Piece> pieces)
        && pieces.size() == 1
        && pieces.getFirst() instanceof Piece.Numeral;
  }

  private static boolean isDigits(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return text.length() > start;
  }

  /** Whether two values are known to the same extent; without the cost of a record's equals. */
  static boolean same(Value one, Value other) {
    return switch (one) {
      case Text(String text) -> other instanceof Text(String second) && text.equals(second);
      case Blend(List<Piece> pieces) ->
          other instanceof Blend(List<Piece> second) && Words.samePieces(pieces, second);
      case Match(String pattern) -> other instanceof Match(String second) && pattern.equals(second);
      case Elements(List<Word> words, boolean keyed) ->
          other instanceof Elements(List<Word> second, boolean secondKeyed)
              && keyed == secondKeyed
              && Words.same(words, second);
      case Unset() -> other instanceof Unset;
      case Unknown(boolean number) -> other instanceof Unknown(boolean second) && number == second;
    };
  }
}
