package dev.muster.workspace.search;

import java.io.IOException;
import java.util.List;

/** One way to search; what it finds may be more than the globs and the visibility allow. */
interface SearchEngine {

  /**
   * The files below the root.
   *
   * @param complete false when a cap or an unreadable part left something out
   */
  record Names(List<String> paths, boolean complete) {}

  /** What came of a search by content. */
  sealed interface Hits {
    /** The search was made; {@code complete} as above. */
    record Found(List<? extends Hit> hits, boolean complete) implements Hits {}

    /** The query makes no sense. */
    record Invalid(String why) implements Hits {}
  }

  /** The files below the root, in any order, at least those that the globs match. */
  Names names(SearchRequest request, GlobSet globs) throws IOException, InterruptedException;

  /** The matches, in any order of files. */
  Hits grep(SearchRequest request, GrepQuery query, GlobSet globs)
      throws IOException, InterruptedException;
}
