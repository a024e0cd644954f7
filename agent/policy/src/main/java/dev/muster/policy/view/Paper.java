package dev.muster.policy.view;

import java.util.ArrayList;
import java.util.List;

/**
 * What lines are written on: so wide, and with colours or without. Immutable.
 *
 * @param width in columns, at least 40
 */
public record Paper(int width, boolean colours) {

  /** As wide as every terminal. */
  public static final int USUAL_WIDTH = 80;

  /** A text in a tone. */
  public String paint(Tone tone, String text) {
    return colours && !tone.code().isEmpty() && !text.isEmpty()
        ? "\u001b[" + tone.code() + "m" + text + "\u001b[0m"
        : text;
  }

  /**
   * A line of a label and a text, over several lines where it is too long: those after the first
   * begin where the text began.
   *
   * @param first what stands before the first line, and how later ones begin
   */
  public List<String> lines(String first, String later, Line line) {
    int indent = line.label().length() + (line.label().isEmpty() ? 0 : 1);
    int before = Math.max(first.length(), later.length()) + indent;
    List<String> pieces = wrapped(line.text(), Math.max(20, width - before));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      String start =
          i == 0
              ? first + paint(line.tone(), line.label()) + (indent == 0 ? "" : " ")
              : later + " ".repeat(indent);
      lines.add((start + pieces.get(i)).stripTrailing());
    }
    return lines;
  }

  /** A text in lines of at most so many characters, broken at spaces where there are any. */
  static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > width) {
      int end = rest.lastIndexOf(' ', width);
      boolean atSpace = end > 0;
      int cut = atSpace ? end : width;
      if (!atSpace && Character.isHighSurrogate(rest.charAt(cut - 1))) {
        cut--;
      }
      lines.add(rest.substring(0, cut));
      rest = rest.substring(atSpace ? cut + 1 : cut);
    }
    lines.add(rest);
    return lines;
  }
}
