package dev.muster.permission.program;

import dev.muster.permission.shell.Word;
import dev.muster.permission.shell.Word.Composed;
import dev.muster.permission.shell.Word.Literal;
import dev.muster.permission.shell.Word.Piece;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be told of words that may vary. */
final class Words {
  static final Word ANYTHING = new Composed(List.of(new Piece.Anything()));

  private Words() {}

  static Word of(String text) {
    return new Literal(text);
  }

  /** The one argument that a word is, or {@code null} where it is not wholly known. */
  static @Nullable String literal(Word word) {
    if (word instanceof Literal(String text)) {
      return text;
    }
    String lead = lead(word);
    return word instanceof Composed(List<Piece> pieces) && endsWithin(pieces) ? lead : null;
  }

  private static boolean endsWithin(List<Piece> pieces) {
    for (Piece piece : pieces) {
      if (!(piece instanceof Piece.Fixed)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The one argument that a word is but for whole numbers, each shown as a one, or {@code null}
   * where more is not known, or where a number stands elsewhere than at the beginning of a line or
   * after what begins another address or command of sed.
   */
  static @Nullable String withNumbers(Word word) {
    if (!(word instanceof Composed(List<Piece> pieces))) {
      return literal(word);
    }
    StringBuilder text = new StringBuilder();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Fixed(String fixed)) {
        text.append(fixed);
      } else if (piece instanceof Piece.Numeral
          && (text.isEmpty() || ",;{\n".indexOf(text.charAt(text.length() - 1)) >= 0)) {
        text.append('1');
      } else {
        return null;
      }
    }
    return text.toString();
  }

  /** Whether the word is exactly one argument, whatever its value. */
  static boolean isOne(Word word) {
    return word instanceof Literal || word instanceof Composed;
  }

  /** The text with which every argument that the word becomes begins; may be empty. */
  static String lead(Word word) {
    return switch (word) {
      case Literal(String text) -> text;
      case Composed(List<Piece> pieces) -> leadOf(pieces);
      case Word.Paths(String pattern) -> leadOf(pattern);
      case Word.Several() -> "";
    };
  }

  private static String leadOf(List<Piece> pieces) {
    StringBuilder lead = new StringBuilder();
    for (Piece piece : pieces) {
      if (!(piece instanceof Piece.Fixed(String text))) {
        break;
      }
      lead.append(text);
    }
    return lead.toString();
  }

  private static String leadOf(String pattern) {
    StringBuilder lead = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length()) {
        lead.append(pattern.charAt(++i));
      } else if ("*?[]{}()!+@|".indexOf(c) >= 0) {
        break;
      } else {
        lead.append(c);
      }
    }
    return lead.toString();
  }

  /** Whether some value of the word could begin with a dash and be an option. */
  static boolean mayBeOption(Word word) {
    if (word instanceof Composed(List<Piece> pieces) && pieces.getFirst() instanceof Piece.Name) {
      List<Piece> rest = pieces.subList(1, pieces.size());
      return !rest.isEmpty() && mayBeOption(new Composed(rest));
    }
    String lead = lead(word);
    boolean known = literal(word) != null;
    return lead.isEmpty() ? !known : lead.charAt(0) == '-' && !(known && lead.length() == 1);
  }

  /** Whether the word begins with a number that is not known. */
  static boolean beginsWithNumber(Word word) {
    return word instanceof Composed(List<Piece> pieces)
        && !pieces.isEmpty()
        && pieces.getFirst() instanceof Piece.Numeral;
  }

  /** Whether the word is names of objects of git, not known, and the dots between them. */
  static boolean isObject(Word word) {
    if (!(word instanceof Composed(List<Piece> pieces))) {
      return false;
    }
    for (Piece piece : pieces) {
      boolean plain =
          piece instanceof Piece.Name
              || (piece instanceof Piece.Fixed(String text) && isPlain(text));
      if (!plain) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isLetterOrDigit(c) && c != '.' && c != '~' && c != '^') {
        return false;
      }
    }
    return true;
  }

  /** Whether the word has text that is not known, and is no number. */
  static boolean hasUnknownText(Word word) {
    if (!(word instanceof Composed(List<Piece> pieces))) {
      return !(word instanceof Literal);
    }
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Anything || piece instanceof Piece.Name) {
        return true;
      }
    }
    return false;
  }

  /** What every argument that the word becomes has after so much of its {@link #lead}. */
  static Word from(Word word, int start) {
    if (word instanceof Literal(String text)) {
      return new Literal(text.substring(start));
    }
    if (!(word instanceof Composed(List<Piece> pieces))) {
      Piece known = new Piece.Fixed(lead(word).substring(start));
      return new Composed(List.of(known, new Piece.Anything()));
    }
    List<Piece> rest = new ArrayList<>(pieces);
    int drop = start;
    while (drop > 0 && rest.getFirst() instanceof Piece.Fixed(String text)) {
      rest.removeFirst();
      if (text.length() > drop) {
        rest.addFirst(new Piece.Fixed(text.substring(drop)));
      }
      drop -= Math.min(drop, text.length());
    }
    return new Composed(rest);
  }

  /** The texts one after the other, as one argument. */
  static Word joined(Word before, Word after) {
    String first = literal(before);
    String second = literal(after);
    if (first != null && second != null) {
      return new Literal(first.concat(second));
    }
    List<Piece> pieces = new ArrayList<>(pieces(before));
    pieces.addAll(pieces(after));
    return new Composed(pieces);
  }

  /** The words with a space between each two, as one text. */
  static Word spaced(List<Word> words) {
    Word all = of("");
    for (int i = 0; i < words.size(); i++) {
      all = joined(i == 0 ? all : joined(all, of(" ")), words.get(i));
    }
    return all;
  }

  /** A text with a word in place of every mark in it. */
  static Word replaced(String text, String mark, Word with) {
    Word all = of("");
    int start = 0;
    int found = text.indexOf(mark);
    while (found >= 0) {
      all = joined(joined(all, of(text.substring(start, found))), with);
      start = found + mark.length();
      found = text.indexOf(mark, start);
    }
    return joined(all, of(text.substring(start)));
  }

  /** Whether one of the words holds a mark and looks like a text for a shell. */
  static boolean isMarkInside(List<Word> words, String mark) {
    for (Word word : words) {
      String text = literal(word);
      if (text != null && text.contains(mark) && text.indexOf(' ') >= 0) {
        return true;
      }
    }
    return false;
  }

  private static List<Piece> pieces(Word word) {
    return switch (word) {
      case Literal(String text) -> text.isEmpty() ? List.of() : List.of(new Piece.Fixed(text));
      case Composed(List<Piece> pieces) -> pieces;
      case Word.Paths paths -> List.of(new Piece.Anything());
      case Word.Several several -> List.of(new Piece.Anything());
    };
  }

  /** A path below a folder; a folder that is several words gives any path. */
  static Word below(Word folder, String name) {
    String known = literal(folder);
    if (known != null) {
      return of(known.isEmpty() || known.endsWith("/") ? known.concat(name) : known + "/" + name);
    }
    return isOne(folder) ? joined(folder, of("/".concat(name))) : ANYTHING;
  }

  /** The last name of a path, or {@code null} where it is not certain or leads elsewhere. */
  static @Nullable String baseName(Word path) {
    String tail = tail(path);
    int end = tail.length();
    while (end > 0 && tail.charAt(end - 1) == '/') {
      end--;
    }
    int slash = tail.lastIndexOf('/', end - 1);
    boolean whole = literal(path) != null;
    if (slash < 0 && !whole) {
      return null;
    }
    String name = tail.substring(slash + 1, end);
    return name.isEmpty() || name.equals(".") || name.equals("..") ? null : name;
  }

  /** The known text at the end of a word. */
  private static String tail(Word word) {
    String known = literal(word);
    if (known != null) {
      return known;
    }
    if (word instanceof Composed(List<Piece> pieces)
        && pieces.getLast() instanceof Piece.Fixed(String text)) {
      return text;
    }
    return "";
  }

  /** The word for people; what varies is shown as an ellipsis. */
  static String shown(Word word) {
    return switch (word) {
      case Literal(String text) -> text;
      case Composed(List<Piece> pieces) -> {
        StringBuilder shown = new StringBuilder();
        for (Piece piece : pieces) {
          shown.append(piece instanceof Piece.Fixed(String text) ? text : "…");
        }
        yield shown.toString();
      }
      case Word.Paths(String pattern) -> pattern;
      case Word.Several() -> "…";
    };
  }
}
