package dev.muster.tools.read;

import java.util.OptionalLong;

/**
 * A range of a text's lines, numbered for the model.
 *
 * <p>A last newline yields one more empty line, as in the contract that programs rely on.
 *
 * @param numbered the lines as {@code number<TAB>text}
 * @param plain the same lines as they are
 * @param first the number of the first line
 * @param count how many lines are in the range, those cut off not counted
 * @param total how many lines the text has
 * @param cut whether the cap ended the range early
 */
record NumberedLines(String numbered, String plain, int first, int count, int total, boolean cut) {

  /** How many characters of a file are shown at once. */
  static final int MAX_CHARACTERS = 256 * 1024;

  /**
   * Takes a range.
   *
   * @param offset the first line, from 1; 0 counts as 1
   */
  static NumberedLines of(String text, long offset, OptionalLong limit) {
    int total = lines(text);
    long first = Math.max(1, offset);
    long last = Math.min(total, limit.isPresent() ? first - 1 + limit.getAsLong() : total);
    if (first > total) {
      return new NumberedLines("", "", (int) Math.min(first, Integer.MAX_VALUE), 0, total, false);
    }
    int from = start(text, (int) first);
    StringBuilder numbered = new StringBuilder();
    int at = from;
    int end = from;
    int line = (int) first;
    boolean cut = false;
    while (line <= last && !cut) {
      int feed = text.indexOf('\n', at);
      int to = feed < 0 ? text.length() : feed;
      int room = MAX_CHARACTERS - (at - from);
      if (to - at > room) {
        cut = true;
        if (line > first) {
          break;
        }
        to = at + room;
      }
      numbered.append(line > first ? "\n" : "").append(line).append('\t').append(text, at, to);
      end = to;
      at = to + 1;
      line++;
    }
    return new NumberedLines(
        numbered.toString(),
        text.substring(from, end),
        (int) first,
        line - (int) first,
        total,
        cut);
  }

  private static int lines(String text) {
    int count = 1;
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      count++;
    }
    return count;
  }

  private static int start(String text, int line) {
    int at = 0;
    for (int i = 1; i < line; i++) {
      at = text.indexOf('\n', at) + 1;
    }
    return at;
  }
}
