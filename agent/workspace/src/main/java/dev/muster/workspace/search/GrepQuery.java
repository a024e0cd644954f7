package dev.muster.workspace.search;

import java.util.List;
import java.util.Optional;

/**
 * What to look for in files.
 *
 * @param pattern a regular expression in ripgrep's syntax
 * @param globs which files, in gitignore syntax relative to the root; one with {@code !} leaves
 *     files out; none means all files
 * @param type a file type that ripgrep knows, such as {@code java}
 * @param multiline whether a match may span lines; a dot then matches a line end too
 * @param onlyMatching whether only the matching parts of lines are told
 * @param before how many lines before a match are told too
 * @param after how many lines after a match are told too
 */
public record GrepQuery(
    String pattern,
    Mode mode,
    List<String> globs,
    Optional<String> type,
    boolean ignoreCase,
    boolean multiline,
    boolean onlyMatching,
    int before,
    int after) {

  /** What is told of the matches. */
  public enum Mode {
    /** The lines. */
    CONTENT,
    /** The files that have one. */
    FILES,
    /** How many matching lines each file has. */
    COUNT
  }

  public GrepQuery {
    globs = List.copyOf(globs);
  }

  /** A query for a pattern in all files, without any option. */
  public static GrepQuery of(String pattern, Mode mode) {
    return new GrepQuery(pattern, mode, List.of(), Optional.empty(), false, false, false, 0, 0);
  }
}
