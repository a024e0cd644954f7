package dev.muster.workspace.search;

import java.util.List;

/** What came of a search by content. */
public sealed interface GrepOutcome {

  /**
   * The search was made.
   *
   * @param files those with a match; by path for {@link GrepQuery.Mode#CONTENT}, else the most
   *     recently modified first
   * @param complete false when a cap or an unreadable part of the tree left something out
   */
  record Found(List<FileMatches> files, boolean complete) implements GrepOutcome {
    public Found {
      files = List.copyOf(files);
    }
  }

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
  record FileMatches(String path, int count, List<Line> lines) {
    public FileMatches {
      lines = List.copyOf(lines);
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
