package dev.muster.permission.rule;

import dev.muster.pattern.CaseFold;
import dev.muster.permission.shell.Word;
import java.util.List;

/**
 * The words of a command as one line: what is not known of them is a gap, and a space between words
 * can be told from a space inside one. Immutable.
 */
public final class CommandLine {

  /** Stands for white space inside a word; like the gaps a character that no rule contains. */
  static final char INNER_SPACE = '\uE000';

  /** Any text inside a word, none included. */
  static final char ANYTHING = '\uE001';

  /** The digits of a whole number, perhaps after a minus. */
  static final char NUMERAL = '\uE002';

  /** Nothing, or a space and any text. */
  static final char SEVERAL = '\uE003';

  private final String strict;
  private final int[] starts;
  private final boolean varies;

  private CommandLine(String strict, int[] starts, boolean varies) {
    this.strict = strict;
    this.starts = starts;
    this.varies = varies;
  }

  /** Joins words. */
  public static CommandLine of(List<Word> words) {
    StringBuilder line = new StringBuilder();
    int[] starts = new int[words.size()];
    boolean varies = false;
    for (int i = 0; i < starts.length; i++) {
      Word word = words.get(i);
      boolean maybeNone = word instanceof Word.Several;
      if (i > 0 && !maybeNone) {
        line.append(' ');
      }
      starts[i] = line.length();
      varies |= append(line, word, i == 0);
    }
    return new CommandLine(line.toString(), starts, varies);
  }

  /** A chain, since the first switch over types costs a start milliseconds. */
  private static boolean append(StringBuilder line, Word word, boolean first) {
    if (word instanceof Word.Literal(String text)) {
      append(line, text);
      return false;
    }
    if (word instanceof Word.Composed(List<Word.Piece> pieces)) {
      for (Word.Piece piece : pieces) {
        if (piece instanceof Word.Piece.Fixed(String text)) {
          append(line, text);
        } else {
          line.append(piece instanceof Word.Piece.Numeral ? NUMERAL : ANYTHING);
        }
      }
    } else {
      // the command word itself must be something, and a pattern is at least one word
      line.append(word instanceof Word.Several && !first ? SEVERAL : ANYTHING);
    }
    return true;
  }

  private static void append(StringBuilder line, String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      line.append(c == ' ' || c == '\t' || c == '\n' || c == '\r' ? INNER_SPACE : c);
    }
  }

  /** How many words there are, as far as that is known. */
  public int words() {
    return starts.length;
  }

  /** Whether any part of it is not known. */
  public boolean varies() {
    return varies;
  }

  /** Whether it is not known in full with which word it begins. */
  public boolean beginsUnknown() {
    int end = firstEnd();
    for (int i = 0; i < end; i++) {
      if (strict.charAt(i) >= INNER_SPACE && strict.charAt(i) <= SEVERAL) {
        return true;
      }
    }
    return end < strict.length() && strict.charAt(end) == SEVERAL;
  }

  /** The line, with spaces inside words told apart. */
  String strict() {
    return strict;
  }

  /** The line, every white space a space. */
  public CommandLine loose() {
    return strict.indexOf(INNER_SPACE) < 0
        ? this
        : new CommandLine(strict.replace(INNER_SPACE, ' '), starts, varies);
  }

  /** The line as a file system without case takes it. */
  public CommandLine folded() {
    String folded = CaseFold.of(strict);
    return new CommandLine(
        folded, folded.length() == strict.length() ? starts : new int[1], varies);
  }

  /** The line with another beginning in place of the words before one. */
  public CommandLine from(String beginning, int word) {
    String rest = strict.substring(starts[word]);
    return new CommandLine(beginning + rest, new int[1], varies);
  }

  /** The line of which all behind the first word is not known. */
  public CommandLine withoutArguments() {
    return new CommandLine(strict.substring(0, firstEnd()) + SEVERAL, new int[1], true);
  }

  /** The line with the last component alone of the path that the first word may be. */
  public CommandLine byName() {
    int end = firstEnd();
    int slash = strict.lastIndexOf('/', end - 1);
    int gap = strict.lastIndexOf(ANYTHING, end - 1);
    if (gap > slash) {
      // what is not known may end with a slash
      return gap == 0 ? this : new CommandLine(strict.substring(gap), new int[1], true);
    }
    return slash < 0 ? this : new CommandLine(strict.substring(slash + 1), new int[1], varies);
  }

  private int firstEnd() {
    int end = 0;
    while (end < strict.length() && strict.charAt(end) != ' ' && strict.charAt(end) != SEVERAL) {
      end++;
    }
    return end;
  }

  @Override
  public String toString() {
    return strict;
  }
}
