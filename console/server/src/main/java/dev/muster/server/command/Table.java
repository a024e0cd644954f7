package dev.muster.server.command;

import java.util.ArrayList;
import java.util.List;

/** Rows under a heading, in columns as wide as their longest text. */
final class Table {

  private final List<List<String>> rows = new ArrayList<>();

  Table(String... heading) {
    rows.add(List.of(heading));
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** The table as text, each line with its end; columns that hold numbers alone end flush. */
  String text() {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    boolean[] numbers = new boolean[columns];
    for (int column = 0; column < columns; column++) {
      numbers[column] = rows.size() > 1;
      for (int i = 0; i < rows.size(); i++) {
        String cell = rows.get(i).get(column);
        widths[column] = Math.max(widths[column], cell.length());
        numbers[column] &= i == 0 || cell.matches("\\$?[0-9,.]+");
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        String cell = row.get(column);
        String pad = " ".repeat(widths[column] - cell.length());
        line.append(column == 0 ? "" : "  ");
        line.append(numbers[column] ? pad + cell : cell + pad);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
