package dev.muster.workspace.search;

import dev.muster.workspace.search.GrepOutcome.FileMatches;
import dev.muster.workspace.search.GrepOutcome.Line;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what ripgrep writes with {@code --null --line-number --with-filename --heading}.
 *
 * <p>Every path starts with {@code ./} and ends with NUL. Its lines follow, each with its number,
 * and then an empty line; so the first character of a line tells what it is, whatever a file holds
 * or is called. For use by one thread.
 */
final class RipgrepOutput {

  private final String out;
  private int at;

  /**
   * @param cut whether the text ends early; its last record is then left out
   */
  RipgrepOutput(String out, boolean cut) {
    int last = cut ? Math.max(out.lastIndexOf('\n'), out.lastIndexOf('\0')) + 1 : out.length();
    this.out = out.substring(0, last);
  }

  /** The lines of one file, which stand between two places of the output. */
  private record Part(String out, String path, int from, int to, int entries, int count)
      implements Hit {

    @Override
    public FileMatches matches() {
      return new FileMatches(path, count, new RipgrepOutput(out, from).lines(to, entries));
    }
  }

  private RipgrepOutput(String out, int from) {
    this.out = out;
    this.at = from;
  }

  /** Paths alone, each ended by NUL. */
  List<String> paths() {
    List<String> paths = new ArrayList<>();
    for (String path = path(); path != null && paths.size() < Search.MAX_FILES; path = path()) {
      paths.add(path);
    }
    return paths;
  }

  List<Hit> files() {
    List<Hit> files = new ArrayList<>();
    for (String path : paths()) {
      files.add(new FileMatches(path, 1, List.of()));
    }
    return files;
  }

  List<Hit> counts() {
    List<Hit> files = new ArrayList<>();
    for (String path = path(); path != null && files.size() < Search.MAX_FILES; path = path()) {
      files.add(new FileMatches(path, number(), List.of()));
      skipLine();
    }
    return files;
  }

  List<Hit> contents() {
    List<Hit> files = new ArrayList<>();
    for (String path = path(); path != null; path = path()) {
      Part part = part(path);
      if (part != null) {
        files.add(part);
      }
    }
    return files;
  }

  /** Takes the lines of a file; {@code null} for one that turned out to be binary further down. */
  private @Nullable Part part(String path) {
    int from = at;
    int entries = 0;
    int count = 0;
    while (at < out.length() && isLine()) {
      if (isDigit(out.charAt(at))) {
        number();
        entries++;
        count += isMatch() ? 1 : 0;
      }
      skipLine();
    }
    if (at == out.length() || isBetweenFiles()) {
      return new Part(out, path, from, at, entries, count);
    }
    skipLine();
    return null;
  }

  /** Whether an empty line comes next; with --crlf it ends as Windows lines do. */
  private boolean isBetweenFiles() {
    return out.charAt(at) == '\n' || out.charAt(at) == '\r';
  }

  /** Whether a line of a file comes next, or the line between two groups of them. */
  private boolean isLine() {
    return isDigit(out.charAt(at)) || out.charAt(at) == '-';
  }

  private boolean isMatch() {
    return at < out.length() && out.charAt(at) == ':';
  }

  private List<Line> lines(int to, int entries) {
    List<Line> lines = new ArrayList<>(entries);
    while (at < to) {
      if (isDigit(out.charAt(at))) {
        lines.add(line());
      } else {
        skipLine();
      }
    }
    return lines;
  }

  private Line line() {
    int number = number();
    boolean match = isMatch();
    int from = Math.min(at + 1, out.length());
    skipLine();
    int to = at > from && out.charAt(at - 1) == '\n' ? at - 1 : at;
    if (to > from && out.charAt(to - 1) == '\r') {
      to--;
    }
    return new Line(number, match, LineText.cut(out, from, to));
  }

  /** Takes a path; {@code null} when there is none any more. */
  private @Nullable String path() {
    while (at < out.length() && isBetweenFiles()) {
      skipLine();
    }
    int end = out.indexOf('\0', at);
    if (end < 0) {
      return null;
    }
    String path = out.substring(out.startsWith("./", at) ? at + 2 : at, end);
    at = end + 1;
    return path;
  }

  private int number() {
    int number = 0;
    while (at < out.length() && isDigit(out.charAt(at))) {
      number = number * 10 + (out.charAt(at++) - '0');
    }
    return number;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private void skipLine() {
    int end = out.indexOf('\n', at);
    at = end < 0 ? out.length() : end + 1;
  }
}
