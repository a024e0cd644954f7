package dev.muster.permission.rule;

import java.util.List;

/**
 * The words of a command as one line, in which a space between words can be told from a space
 * inside one.
 */
public final class CommandLineText {

  /** Stands for white space inside a word; a private-use character that no rule contains. */
  private static final char INNER_SPACE = '\uE000';

  private final String strict;
  private final int[] starts;

  /** Joins words. */
  public CommandLineText(List<String> words) {
    StringBuilder line = new StringBuilder();
    starts = new int[words.size()];
    for (int i = 0; i < words.size(); i++) {
      if (i > 0) {
        line.append(' ');
      }
      starts[i] = line.length();
      appendWord(line, words.get(i));
    }
    strict = line.toString();
  }

  private static void appendWord(StringBuilder line, String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      line.append(c == ' ' || c == '\t' || c == '\n' || c == '\r' ? INNER_SPACE : c);
    }
  }

  /** The line from a word on, with spaces inside words told apart. */
  String strict(int word) {
    return starts.length == 0 ? "" : strict.substring(starts[word]);
  }

  /** The line from a word on, every white space a space. */
  String loose(int word) {
    return strict(word).replace(INNER_SPACE, ' ');
  }

  /** How many words there are. */
  public int words() {
    return starts.length;
  }
}
