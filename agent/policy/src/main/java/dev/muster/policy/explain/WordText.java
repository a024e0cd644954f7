package dev.muster.policy.explain;

import dev.muster.permission.shell.Word;
import dev.muster.policy.view.Printable;

/** Words of commands as people read them. */
final class WordText {

  private static final int LONGEST = 200;

  private WordText() {}

  /** One word: quoted where that is needed to see where it ends, unknown parts named. */
  static String of(Word word) {
    return switch (word) {
      case Word.Literal(String text) -> literal(text);
      case Word.Composed(var pieces) -> {
        StringBuilder text = new StringBuilder();
        pieces.forEach(piece -> text.append(of(piece)));
        yield text.toString();
      }
      case Word.Paths(String pattern) -> "files like " + Printable.of(pattern, LONGEST);
      case Word.Several several -> "<any words>";
    };
  }

  private static String of(Word.Piece piece) {
    return switch (piece) {
      case Word.Piece.Fixed(String text) -> Printable.of(text, LONGEST);
      case Word.Piece.Numeral numeral -> "<number>";
      case Word.Piece.Name name -> "<name>";
      case Word.Piece.Anything anything -> "<anything>";
    };
  }

  private static String literal(String text) {
    String shown = Printable.of(text, LONGEST);
    boolean plain = !text.isEmpty() && text.equals(shown);
    for (int i = 0; plain && i < text.length(); i++) {
      plain = " '\"<>".indexOf(text.charAt(i)) < 0;
    }
    return plain ? shown : "'" + shown + "'";
  }
}
