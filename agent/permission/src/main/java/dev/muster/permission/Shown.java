package dev.muster.permission;

import dev.muster.permission.shell.Word;
import java.util.List;

/** Texts and words as reasons show them. */
final class Shown {

  private static final int MOST = 120;

  private Shown() {}

  /** A text in one line, cut where it is long. */
  static String text(String text) {
    String head = text.length() <= 2 * MOST ? text : text.substring(0, 2 * MOST);
    String line = head.strip().replace('\n', ' ');
    boolean cut = line.length() > MOST || head.length() < text.length();
    return "`" + (cut ? line.substring(0, Math.min(line.length(), MOST - 3)) + "..." : line) + "`";
  }

  /** A word, with an ellipsis for what is not known of it. */
  static String word(Word word) {
    if (word instanceof Word.Literal(String text)) {
      return text;
    }
    if (word instanceof Word.Paths(String pattern)) {
      return pattern;
    }
    if (word instanceof Word.Composed(List<Word.Piece> pieces)) {
      StringBuilder shown = new StringBuilder();
      for (Word.Piece piece : pieces) {
        shown.append(piece instanceof Word.Piece.Fixed(String text) ? text : "…");
      }
      return shown.toString();
    }
    return "…";
  }

  /** Words as one line. */
  static String words(List<Word> words) {
    StringBuilder line = new StringBuilder();
    for (Word word : words) {
      String shown = word(word);
      boolean plain = !shown.isEmpty() && shown.indexOf(' ') < 0 && shown.indexOf('\n') < 0;
      line.append(line.isEmpty() ? "" : " ");
      line.append(plain ? shown : "'" + shown + "'");
    }
    return line.toString();
  }
}
