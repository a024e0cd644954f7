package dev.muster.workspace.search;

import java.util.List;

/** What came of a search by name. */
public sealed interface GlobOutcome {

  /**
   * The search was made.
   *
   * @param paths relative to the root, with slashes; the most recently modified first
   * @param total how many there are; more than {@code paths} has when a limit cut them
   * @param complete false when a cap or an unreadable part of the tree left something out
   */
  record Found(List<String> paths, int total, boolean complete) implements GlobOutcome {
    public Found {
      paths = List.copyOf(paths);
    }
  }

  /** The pattern makes no sense. */
  record Invalid(String why) implements GlobOutcome {}
}
