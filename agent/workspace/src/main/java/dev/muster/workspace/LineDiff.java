package dev.muster.workspace;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Compares two texts by lines. Stateless and safe for use by several threads. */
public final class LineDiff {

  private static final int CONTEXT = 3;

  /** Above this product of line counts the changed middle is told as one block. */
  private static final long MAX_WORK = 25_000_000;

  private static final String NO_NEWLINE = "\\ No newline at end of file";

  private LineDiff() {}

  /**
   * One block of changes with up to three unchanged lines around it.
   *
   * @param oldStart the first line in the old text, from 1; 0 when it has none
   * @param lines each with {@code ' '}, {@code '-'} or {@code '+'} before it
   */
  public record Hunk(int oldStart, int oldLines, int newStart, int newLines, List<String> lines) {
    public Hunk {
      lines = List.copyOf(lines);
    }
  }

  /** A changed range of lines, from 0, ends exclusive. */
  private record Change(int oldFrom, int oldTo, int newFrom, int newTo) {}

  /** The differences of two texts whose lines end with LF; none when they are equal. */
  public static List<Hunk> hunks(String before, String after) {
    if (before.equals(after)) {
      return List.of();
    }
    List<String> old = lines(before);
    List<String> fresh = lines(after);
    List<Hunk> hunks = new ArrayList<>();
    List<Change> group = new ArrayList<>();
    for (Change change : changes(old, fresh)) {
      if (!group.isEmpty() && change.oldFrom() - group.getLast().oldTo() > 2 * CONTEXT) {
        hunks.add(hunk(group, old, fresh));
        group.clear();
      }
      group.add(change);
    }
    hunks.add(hunk(group, old, fresh));
    return hunks;
  }

  /** Lines with their ends, so that a missing last newline is a difference. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      int next = end < 0 ? text.length() : end + 1;
      lines.add(text.substring(from, next));
      from = next;
    }
    return lines;
  }

  private static List<Change> changes(List<String> old, List<String> fresh) {
    int same = 0;
    int most = Math.min(old.size(), fresh.size());
    while (same < most && old.get(same).equals(fresh.get(same))) {
      same++;
    }
    int tail = 0;
    while (tail < most - same
        && old.get(old.size() - 1 - tail).equals(fresh.get(fresh.size() - 1 - tail))) {
      tail++;
    }
    int oldTo = old.size() - tail;
    int newTo = fresh.size() - tail;
    if ((long) (oldTo - same) * (newTo - same) > MAX_WORK) {
      return List.of(new Change(same, oldTo, same, newTo));
    }
    List<Change> changes = new ArrayList<>();
    for (AbstractDelta<String> delta :
        DiffUtils.diff(old.subList(same, oldTo), fresh.subList(same, newTo)).getDeltas()) {
      int oldAt = same + delta.getSource().getPosition();
      int newAt = same + delta.getTarget().getPosition();
      changes.add(
          new Change(
              oldAt, oldAt + delta.getSource().size(), newAt, newAt + delta.getTarget().size()));
    }
    return changes;
  }

  private static Hunk hunk(List<Change> group, List<String> old, List<String> fresh) {
    int oldFrom = Math.max(0, group.getFirst().oldFrom() - CONTEXT);
    int oldTo = Math.min(old.size(), group.getLast().oldTo() + CONTEXT);
    int newFrom = group.getFirst().newFrom() - (group.getFirst().oldFrom() - oldFrom);
    int newTo = group.getLast().newTo() + (oldTo - group.getLast().oldTo());
    List<String> lines = new ArrayList<>();
    int at = oldFrom;
    for (Change change : group) {
      add(lines, ' ', old.subList(at, change.oldFrom()));
      add(lines, '-', old.subList(change.oldFrom(), change.oldTo()));
      add(lines, '+', fresh.subList(change.newFrom(), change.newTo()));
      at = change.oldTo();
    }
    add(lines, ' ', old.subList(at, oldTo));
    int oldLines = oldTo - oldFrom;
    int newLines = newTo - newFrom;
    return new Hunk(
        oldLines == 0 ? oldFrom : oldFrom + 1,
        oldLines,
        newLines == 0 ? newFrom : newFrom + 1,
        newLines,
        lines);
  }

  private static void add(List<String> lines, char sign, List<String> from) {
    for (String line : from) {
      if (line.endsWith("\n")) {
        lines.add(sign + line.substring(0, line.length() - 1));
      } else {
        lines.addAll(Arrays.asList(sign + line, NO_NEWLINE));
      }
    }
  }
}
