package dev.muster.verify;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The exceptions from rules that {@code docs/exceptions.md} grants: rows of a table of rule, place
 * and reason. A row that nothing needs is itself a problem.
 */
final class Exceptions {

  /** One row; the place is a file's path, with {@code #member} where a member is meant. */
  record Row(String rule, String place, String reason) {}

  private static final Path FILE = Repository.ROOT.resolve("docs/exceptions.md");
  private static final List<Row> ROWS = read();

  private Exceptions() {}

  static List<Row> rows() {
    return ROWS;
  }

  private static List<Row> read() {
    List<Row> rows = new ArrayList<>();
    if (!Files.exists(FILE)) {
      return rows;
    }
    for (String line : Repository.read(FILE).split("\n", -1)) {
      String[] cells = line.split("\\|", -1);
      if (cells.length >= 5 && cells[2].contains("`")) {
        rows.add(new Row(cells[1].strip(), cells[2].replace("`", "").strip(), cells[3].strip()));
      }
    }
    return rows;
  }

  /** Problems of one rule, with those left out that the file grants. */
  static final class Filter {
    private final String rule;
    private final Set<Row> used = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    Filter(String rule) {
      this.rule = rule;
    }

    /** Adds a problem at a place unless it is granted. */
    void add(String place, String problem) {
      for (Row row : ROWS) {
        if (row.rule.equals(rule) && row.place.equals(place)) {
          used.add(row);
          return;
        }
      }
      problems.add(
          problem
              + "\n      (or a row in docs/exceptions.md: | "
              + rule
              + " | `"
              + place
              + "` | why |)");
    }

    /** Everything amiss, rows that nothing needed included. */
    List<String> problems() {
      List<String> all = new ArrayList<>(problems);
      for (Row row : ROWS) {
        if (row.rule.equals(rule) && !used.contains(row)) {
          all.add("docs/exceptions.md: nothing needs the row " + row.rule + " | " + row.place);
        }
      }
      return all;
    }
  }
}
