package dev.muster.policy.view;

import java.util.List;

/**
 * A tree of lines.
 *
 * @param head the line of the node itself
 * @param more lines about it
 * @param below the nodes below it
 */
public record Outline(Line head, List<Line> more, List<Outline> below) {
  public Outline {
    more = List.copyOf(more);
    below = List.copyOf(below);
  }

  /** The tree drawn on a paper, ending in a newline. */
  public String drawn(Paper paper) {
    StringBuilder out = new StringBuilder();
    draw(paper, "", "", out);
    return out.toString();
  }

  private void draw(Paper paper, String first, String later, StringBuilder out) {
    String beside = later + (below.isEmpty() ? "  " : "│ ");
    write(paper.lines(first, beside, head), out);
    for (Line line : more) {
      write(paper.lines(beside, beside, line), out);
    }
    for (int i = 0; i < below.size(); i++) {
      boolean last = i == below.size() - 1;
      below.get(i).draw(paper, later + (last ? "└ " : "├ "), later + (last ? "  " : "│ "), out);
    }
  }

  private static void write(List<String> lines, StringBuilder out) {
    for (String line : lines) {
      out.append(line).append('\n');
    }
  }
}
