package dev.muster.permission.shell;

import dev.muster.permission.shell.Word.Piece;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns words and values into one another and compares them. */
final class Words {
  private Words() {}

  static boolean same(List<Word> one, List<Word> other) {
    if (Same.thing(one, other)) {
      return true;
    }
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!same(one.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(Word one, Word other) {
    return switch (one) {
      case Word.Literal(String text) ->
          other instanceof Word.Literal(String second) && text.equals(second);
      case Word.Composed(List<Piece> pieces) ->
          other instanceof Word.Composed(List<Piece> second) && samePieces(pieces, second);
      case Word.Paths(String pattern) ->
          other instanceof Word.Paths(String second) && pattern.equals(second);
      case Word.Several() -> other instanceof Word.Several;
    };
  }

  static boolean samePieces(List<Piece> one, List<Piece> other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      Piece second = other.get(i);
      boolean same =
          switch (one.get(i)) {
            case Piece.Fixed(String text) ->
                second instanceof Piece.Fixed(String otherText) && text.equals(otherText);
            case Piece.Numeral() -> second instanceof Piece.Numeral;
            case Piece.Name() -> second instanceof Piece.Name;
            case Piece.Anything() -> second instanceof Piece.Anything;
          };
      if (!same) {
        return false;
      }
    }
    return true;
  }

  /** The word that stands for a value in double quotes. */
  static Word quoted(Value value) {
    return switch (value) {
      case Value.Text(String text) -> new Word.Literal(text);
      case Value.Blend(List<Piece> pieces) -> new Word.Composed(pieces);
      case Value.Match(String pattern) -> new Word.Paths(pattern);
      case Value.Unset() -> new Word.Literal("");
      case Value.Elements(List<Word> _, boolean _), Value.Unknown(boolean _) ->
          quoted(Value.ANY_TEXT);
    };
  }

  /** The value of a variable that takes a word, where that is one argument; unknown else. */
  static Value value(Word word) {
    return switch (word) {
      case Word.Literal(String text) -> Value.of(text);
      case Word.Composed(List<Piece> pieces) -> new Value.Blend(pieces);
      case Word.Paths(String _), Word.Several() -> Value.UNKNOWN;
    };
  }

  /** Whether it is one argument in any case. */
  static boolean isSingle(Word word) {
    return word instanceof Word.Literal || word instanceof Word.Composed;
  }

  /** The text of a literal word, {@code null} for others. */
  static @Nullable String literal(Word word) {
    return word instanceof Word.Literal(String text) ? text : null;
  }

  /** The words joined by a text, as in {@code "$*"}. */
  static Value joined(List<Word> words, String separator) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      // Where there may be no argument at all, nothing need separate it.
      boolean open =
          words.get(i) instanceof Word.Several
              || (i > 0 && words.get(i - 1) instanceof Word.Several);
      if (i > 0 && !open) {
        text.append(separator);
      }
      switch (words.get(i)) {
        case Word.Literal(String literal) -> text.append(literal);
        case Word.Composed(List<Piece> composed) -> {
          flush(text, pieces);
          pieces.addAll(composed);
        }
        case Word.Paths(String _), Word.Several() -> {
          flush(text, pieces);
          pieces.add(new Piece.Anything());
        }
      }
    }
    if (pieces.isEmpty()) {
      return Value.of(text.toString());
    }
    flush(text, pieces);
    return new Value.Blend(pieces);
  }

  /** A text with something before it. */
  static Value prefixed(String prefix, Value value) {
    return joined(List.of(new Word.Literal(prefix), quoted(value)), "");
  }

  private static void flush(StringBuilder text, List<Piece> pieces) {
    if (!text.isEmpty()) {
      pieces.add(new Piece.Fixed(text.toString()));
      text.setLength(0);
    }
  }

  /**
   * What surely stands at the beginning of a word.
   *
   * @return {@code null} where nothing is certain
   */
  static @Nullable String beginning(Word word) {
    return switch (word) {
      case Word.Literal(String text) -> text;
      case Word.Composed(List<Piece> pieces) ->
          pieces.getFirst() instanceof Piece.Fixed(String text) ? text : null;
      case Word.Paths(String _), Word.Several() -> null;
    };
  }
}
