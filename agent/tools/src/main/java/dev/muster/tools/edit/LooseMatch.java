package dev.muster.tools.edit;

import java.util.ArrayList;
import java.util.List;

/** Finds a passage that was meant but not given exactly. */
final class LooseMatch {

  private LooseMatch() {}

  /** The line, from 1, where the passage starts when white space does not count; 0 if nowhere. */
  static int lineOf(String text, String passage) {
    int found = find(squeezed(text, false), squeezed(passage, false));
    return found > 0 ? found : find(squeezed(text, false), squeezed(passage, true));
  }

  private static int find(List<String> lines, List<String> wanted) {
    while (!wanted.isEmpty() && wanted.getFirst().isEmpty()) {
      wanted.removeFirst();
    }
    while (!wanted.isEmpty() && wanted.getLast().isEmpty()) {
      wanted.removeLast();
    }
    if (wanted.isEmpty()) {
      return 0;
    }
    for (int i = 0; i + wanted.size() <= lines.size(); i++) {
      if (lines.subList(i, i + wanted.size()).equals(wanted)) {
        return i + 1;
      }
    }
    return 0;
  }

  /** The lines without white space, and without a number and a tab at their start if asked. */
  private static List<String> squeezed(String text, boolean dropNumbers) {
    List<String> lines = new ArrayList<>();
    text.lines()
        .forEach(line -> {
          String kept = dropNumbers ? withoutNumber(line) : line;
          StringBuilder squeezed = new StringBuilder();
          kept.codePoints()
              .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c))
              .forEach(squeezed::appendCodePoint);
          lines.add(squeezed.toString());
        });
    return lines;
  }

  private static String withoutNumber(String line) {
    int at = 0;
    while (at < line.length() && (Character.isDigit(line.charAt(at)) || line.charAt(at) == ' ')) {
      at++;
    }
    return at > 0 && at < line.length() && line.charAt(at) == '\t' ? line.substring(at + 1) : line;
  }
}
