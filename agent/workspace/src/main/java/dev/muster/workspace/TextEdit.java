package dev.muster.workspace;

import java.util.ArrayList;
import java.util.List;

/**
 * Replaces passages of a text file, found as the model sees them, and keeps every line end that is
 * not part of a passage as it is.
 *
 * <p>Line ends of the replacement become those of the passage, or, where it has none, those of the
 * line that it stands on. Stateless.
 */
public final class TextEdit {

  private TextEdit() {}

  /** What came of it. */
  public sealed interface Result {

    /** The changed file. */
    record Edited(TextFile file, int count) implements Result {}

    /** The passage does not occur. */
    record Absent() implements Result {}

    /** The passage occurs more than once and one was asked for; the lines where, from 1. */
    record Ambiguous(List<Integer> lines) implements Result {
      public Ambiguous {
        lines = List.copyOf(lines);
      }
    }
  }

  /**
   * Replaces the one occurrence of a passage, or all of them from the left without overlap.
   *
   * @param before the passage, not empty
   */
  public static Result replace(TextFile file, String before, String after, boolean all) {
    String passage = lineFeeds(before);
    String fresh = lineFeeds(after);
    if (passage.isEmpty()) {
      throw new IllegalArgumentException("the passage is empty");
    }
    ShownText shown = new ShownText(file.text());
    List<Integer> starts = occurrences(shown.text(), passage);
    if (starts.isEmpty()) {
      return new Result.Absent();
    }
    if (starts.size() > 1 && !all) {
      return new Result.Ambiguous(starts.stream().map(at -> lineOf(shown.text(), at)).toList());
    }
    StringBuilder changed = new StringBuilder(file.text().length() + fresh.length());
    int done = 0;
    for (int start : starts) {
      int from = shown.original(start);
      int to = shown.original(start + passage.length());
      changed.append(file.text(), done, from);
      boolean crLf = shown.crLfAround(from, to);
      changed.append(crLf ? fresh.replace("\n", "\r\n") : fresh);
      done = to;
    }
    changed.append(file.text(), done, file.text().length());
    return new Result.Edited(file.withText(changed.toString()), starts.size());
  }

  /** The line, from 1, on which a position stands. */
  public static int lineOf(String text, int position) {
    int line = 1;
    for (int at = text.indexOf('\n'); at >= 0 && at < position; at = text.indexOf('\n', at + 1)) {
      line++;
    }
    return line;
  }

  private static List<Integer> occurrences(String text, String passage) {
    List<Integer> starts = new ArrayList<>();
    int at = text.indexOf(passage);
    while (at >= 0) {
      starts.add(at);
      at = text.indexOf(passage, at + passage.length());
    }
    return starts;
  }

  private static String lineFeeds(String text) {
    return text.replace("\r\n", "\n");
  }
}
