package dev.muster.workspace.search;

import dev.muster.workspace.search.GrepOutcome.FileMatches;
import dev.muster.workspace.search.GrepOutcome.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the matching lines of one text, as ripgrep tells them; for use by one thread. */
final class LineMatches {

  private final GrepQuery query;
  private final String text;
  private final GuardedText guarded;
  private final Matcher matcher;

  /** Where each line starts; then the text's length. */
  private final int[] starts;

  private final int lines;

  /** A text that every match has, so that only lines with it are looked at; or {@code null}. */
  private final @Nullable String required;

  LineMatches(
      Pattern pattern,
      @Nullable String required,
      GrepQuery query,
      String original,
      Cancellation cancellation) {
    this.required = required;
    this.query = query;
    this.text = original.indexOf('\r') < 0 ? original : original.replace("\r\n", "\n");
    this.guarded = new GuardedText(text, cancellation);
    this.matcher = pattern.matcher(guarded);
    int[] found = new int[64];
    int count = 0;
    int at = 0;
    while (at < text.length()) {
      if (count + 1 == found.length) {
        found = Arrays.copyOf(found, found.length * 2);
      }
      found[count++] = at;
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end + 1;
    }
    found[count] = text.length();
    starts = found;
    lines = count;
  }

  @Nullable FileMatches of(String path) {
    List<Line> shown = new ArrayList<>();
    boolean[] matching = query.multiline() ? null : new boolean[lines];
    int count = query.multiline() ? acrossLines(shown) : byLines(matching, shown);
    if (count == 0) {
      return null;
    }
    return switch (query.mode()) {
      case FILES -> new FileMatches(path, 1, List.of());
      case COUNT -> new FileMatches(path, count, List.of());
      case CONTENT -> {
        if (!query.onlyMatching() && matching != null) {
          withContext(matching, shown);
        }
        yield shown.isEmpty() ? null : new FileMatches(path, count(shown), shown);
      }
    };
  }

  private static int count(List<Line> shown) {
    int count = 0;
    for (Line line : shown) {
      count += line.match() ? 1 : 0;
    }
    return count;
  }

  private int byLines(boolean @Nullable [] matching, List<Line> shown) {
    int count = 0;
    for (int line = candidate(0); line < lines; line = candidate(line + 1)) {
      matcher.region(starts[line], end(line));
      guarded.restart();
      if (!matcher.find()) {
        continue;
      }
      if (matching != null) {
        matching[line] = true;
      }
      count += query.onlyMatching() ? parts(line, shown) : 1;
      if (query.mode() == GrepQuery.Mode.FILES) {
        return count;
      }
    }
    return count;
  }

  /** The first line from there on that may match. */
  private int candidate(int line) {
    if (required == null || line >= lines) {
      return line;
    }
    int at = text.indexOf(required, starts[line]);
    return at < 0 ? lines : lineOf(at);
  }

  /** Tells every match on a line, the first of which is found already. */
  private int parts(int line, List<Line> shown) {
    int count = 0;
    do {
      if (matcher.end() > matcher.start()) {
        shown.add(new Line(line + 1, true, LineText.cut(text, matcher.start(), matcher.end())));
        count++;
      }
      guarded.restart();
    } while (matcher.find());
    return count;
  }

  private int acrossLines(List<Line> shown) {
    boolean[] matching = new boolean[lines];
    int count = 0;
    matcher.reset();
    while (matcher.find()) {
      count++;
      if (query.mode() == GrepQuery.Mode.FILES) {
        return count;
      }
      mark(matching, shown);
      guarded.restart();
    }
    if (query.mode() == GrepQuery.Mode.CONTENT && !query.onlyMatching()) {
      withContext(matching, shown);
    }
    return count;
  }

  /** Notes the lines that the current match touches. */
  private void mark(boolean[] matching, List<Line> shown) {
    int last = Math.max(matcher.start(), matcher.end() - 1);
    for (int line = lineOf(matcher.start()); line < lines && starts[line] <= last; line++) {
      matching[line] = true;
      if (query.onlyMatching()) {
        int from = Math.max(starts[line], matcher.start());
        int to = Math.min(end(line), matcher.end());
        if (to > from) {
          shown.add(new Line(line + 1, true, LineText.cut(text, from, to)));
        }
      }
    }
  }

  private int lineOf(int position) {
    int found = Arrays.binarySearch(starts, 0, lines, position);
    return found >= 0 ? found : Math.max(0, -found - 2);
  }

  private void withContext(boolean[] matching, List<Line> shown) {
    int next = 0;
    for (int line = 0; line < lines; line++) {
      if (!matching[line]) {
        continue;
      }
      int from = Math.max(next, line - query.before());
      int to = (int) Math.min(lines, (long) line + 1 + query.after());
      for (int i = from; i < to; i++) {
        shown.add(new Line(i + 1, matching[i], LineText.cut(text, starts[i], end(i))));
      }
      next = Math.max(next, to);
    }
  }

  /** Where a line's text ends, before its line end. */
  private int end(int line) {
    int end = starts[line + 1];
    return end > starts[line] && text.charAt(end - 1) == '\n' ? end - 1 : end;
  }
}
