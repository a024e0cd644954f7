package dev.muster.workspace.search;

import dev.muster.workspace.search.GrepOutcome.FileMatches;

/** The matches that an engine found in one file, of which the lines are made on demand. */
interface Hit {

  /** Relative to the root; see {@link FileMatches}. */
  String path();

  /** How many lines or passages match; see {@link FileMatches}. */
  int count();

  /** How many entries it makes in a result: its lines where they are shown, else one. */
  int entries();

  /** The same with its lines. */
  FileMatches matches();
}
