package dev.muster.permission.program;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text of profiles, cut into blocks: a heading at the margin, and the indented lines after it.
 *
 * <p>Headings are {@code program NAME NAME…}, {@code command PROGRAM NAME, PROGRAM NAME…} and
 * {@code options NAME} for a set of options that others include.
 */
final class ProfileText {

  /**
   * A block.
   *
   * @param firstLine the number of its heading's line in the text, from 1
   */
  record Block(String heading, List<String> lines, int firstLine) {}

  private final String text;

  ProfileText(String text) {
    this.text = text;
  }

  /** The block under a kind of heading that holds a name, or {@code null}. */
  @Nullable Block find(String kind, String name) {
    int start = 0;
    int line = 1;
    while (start < text.length()) {
      int end = endOfLine(start);
      if (text.startsWith(kind, start)
          && mentions(name, start, end)
          && names(heading(start, end)).contains(name)) {
        return block(start, end, line);
      }
      start = end + 1;
      line++;
    }
    return null;
  }

  private boolean mentions(String name, int start, int end) {
    for (int i = start; i + name.length() <= end; i++) {
      if (text.startsWith(name, i)) {
        return true;
      }
    }
    return false;
  }

  /** All blocks in order. */
  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    int start = 0;
    int line = 1;
    while (start < text.length()) {
      int end = endOfLine(start);
      if (end > start && isHeading(start)) {
        blocks.add(block(start, end, line));
      }
      start = end + 1;
      line++;
    }
    return blocks;
  }

  /** The kind of a heading: its first word. */
  static String kind(String heading) {
    int space = heading.indexOf(' ');
    return space < 0 ? heading : heading.substring(0, space);
  }

  /** The names in a heading. */
  static List<String> names(String heading) {
    String kind = kind(heading);
    String rest = heading.substring(kind.length());
    char separator = kind.equals("command") ? ',' : ' ';
    List<String> names = new ArrayList<>();
    int start = 0;
    while (start <= rest.length()) {
      int cut = rest.indexOf(separator, start);
      int end = cut < 0 ? rest.length() : cut;
      String name = rest.substring(start, end).strip();
      if (!name.isEmpty()) {
        names.add(name);
      }
      start = end + 1;
    }
    return names;
  }

  private boolean isHeading(int start) {
    return text.charAt(start) != ' ' && text.charAt(start) != '#';
  }

  private String heading(int start, int end) {
    return text.substring(start, end).strip();
  }

  private int endOfLine(int start) {
    int newline = text.indexOf('\n', start);
    return newline < 0 ? text.length() : newline;
  }

  private Block block(int start, int end, int line) {
    List<String> lines = new ArrayList<>();
    int at = end + 1;
    while (at < text.length()) {
      int next = endOfLine(at);
      if (next > at && isHeading(at)) {
        break;
      }
      lines.add(text.substring(at, next).strip());
      at = next + 1;
    }
    return new Block(heading(start, end), lines, line);
  }
}
