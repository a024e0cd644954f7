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

  /** The line, with spaces inside words told apart. */
  String strict() {
    return strict;
  }

  /** The line from a word on, every white space a space. */
  public String loose(int word) {
    return strict.substring(starts[word]).replace(INNER_SPACE, ' ');
  }

  /** The same with the last component alone of the path that the first word may be. */
  public String looseByName(int word) {
    int end = word + 1 < starts.length ? starts[word + 1] : strict.length();
    int slash = strict.lastIndexOf('/', end - 1);
    return slash < starts[word]
        ? loose(word)
        : strict.substring(slash + 1).replace(INNER_SPACE, ' ');
  }

  /** How many words there are. */
  public int words() {
    return starts.length;
  }
}
