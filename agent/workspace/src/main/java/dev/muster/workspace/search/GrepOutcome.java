package dev.muster.workspace.search;

import java.util.List;

/** What came of a search by content. */
public sealed interface GrepOutcome {

  /**
   * The search was made.
   *
   * @param files those with a match; by path for {@link GrepQuery.Mode#CONTENT}, else the most
   *     recently modified first; where a limit was given, only so many that it is reached
   * @param totals how much was found, whether it is among the files or not
   * @param complete false when a cap or an unreadable part of the tree left something out
   */
  record Found(List<FileMatches> files, Totals totals, boolean complete) implements GrepOutcome {
    public Found {
      files = List.copyOf(files);
    }
  }

  /**
   * How much was found.
   *
   * @param entries the lines to show where content was asked for, else the files
   * @param files how many files have a match
   * @param matches the sum of their counts
   */
  record Totals(int entries, int files, int matches) {}

  /** The query makes no sense: a broken pattern, an unknown type. */
  record Invalid(String why) implements GrepOutcome {}

  /**
   * The matches of one file.
   *
   * @param path relative to the root, with slashes; the file's name where the root is a file
   * @param count how many lines match (or passages, in a search across lines or for the matching
   *     parts); 1 where only files were asked for
   * @param lines the lines to show, in order; none unless content was asked for
   */
  record FileMatches(String path, int count, List<Line> lines) implements Hit {
    public FileMatches {
      lines = List.copyOf(lines);
    }

    @Override
    public int entries() {
      return Math.max(1, lines.size());
    }

    @Override
    public FileMatches matches() {
      return this;
    }
  }

  /**
   * One line to show.
   *
   * @param number from 1
   * @param match whether it matches, or stands near one that does
   * @param text without its end; cut after 500 characters
   */
  record Line(int number, boolean match, String text) {}
}
