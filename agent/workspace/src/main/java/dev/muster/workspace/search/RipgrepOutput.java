package dev.muster.workspace.search;

import dev.muster.workspace.search.GrepOutcome.FileMatches;
import dev.muster.workspace.search.GrepOutcome.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what ripgrep writes with {@code --null --line-number --with-filename}.
 *
 * <p>Every path starts with {@code ./} and ends with NUL. For use by one thread.
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

  static String relative(String path) {
    return path.startsWith("./") ? path.substring(2) : path;
  }

  List<FileMatches> files() {
    List<FileMatches> files = new ArrayList<>();
    int end = out.indexOf('\0', at);
    while (end >= 0 && files.size() < Search.MAX_FILES) {
      files.add(new FileMatches(relative(out.substring(at, end)), 1, List.of()));
      at = end + 1;
      end = out.indexOf('\0', at);
    }
    return files;
  }

  List<FileMatches> counts() {
    List<FileMatches> files = new ArrayList<>();
    int end = out.indexOf('\0', at);
    while (end >= 0 && files.size() < Search.MAX_FILES) {
      String path = relative(out.substring(at, end));
      at = end + 1;
      files.add(new FileMatches(path, number(), List.of()));
      skipLine();
      end = out.indexOf('\0', at);
    }
    return files;
  }

  List<FileMatches> contents() {
    Map<String, List<Line>> files = new LinkedHashMap<>();
    String path = "";
    while (at < out.length()) {
      // with --crlf the line between groups ends as Windows lines do
      if (out.startsWith("--\n", at) || out.startsWith("--\r\n", at)) {
        skipLine();
        continue;
      }
      // told after the lines of a file that turned out to be binary further down
      if (!path.isEmpty() && out.startsWith(path + ": ", at)) {
        files.remove(relative(path));
        skipLine();
        continue;
      }
      int end = out.indexOf('\0', at);
      if (end < 0) {
        break;
      }
      if (!out.regionMatches(at, path, 0, path.length()) || end != at + path.length()) {
        path = out.substring(at, end);
      }
      at = end + 1;
      files.computeIfAbsent(relative(path), name -> new ArrayList<>()).add(line());
    }
    List<FileMatches> found = new ArrayList<>(files.size());
    files.forEach((name, lines) -> found.add(new FileMatches(name, matches(lines), lines)));
    return found;
  }

  private Line line() {
    int number = number();
    boolean match = at < out.length() && out.charAt(at) == ':';
    int from = Math.min(at + 1, out.length());
    skipLine();
    int to = at > from && out.charAt(at - 1) == '\n' ? at - 1 : at;
    if (to > from && out.charAt(to - 1) == '\r') {
      to--;
    }
    return new Line(number, match, LineText.cut(out, from, to));
  }

  private int number() {
    int number = 0;
    while (at < out.length() && out.charAt(at) >= '0' && out.charAt(at) <= '9') {
      number = number * 10 + (out.charAt(at++) - '0');
    }
    return number;
  }

  private void skipLine() {
    int end = out.indexOf('\n', at);
    at = end < 0 ? out.length() : end + 1;
  }

  private static int matches(List<Line> lines) {
    int count = 0;
    for (Line line : lines) {
      count += line.match() ? 1 : 0;
    }
    return count;
  }
}
