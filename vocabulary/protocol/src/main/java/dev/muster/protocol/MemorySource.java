package dev.muster.protocol;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the files that people write for the agent to remember. Safe for several threads. */
public interface MemorySource {

  /**
   * One memory file.
   *
   * @param canonical its location without symbolic links
   */
  record MemoryText(Path path, Path canonical, String text) {}

  /**
   * The text of a regular file, cut at a cap; empty where there is none or it cannot be read. A
   * symbolic link is followed only to somewhere inside {@code boundary}.
   */
  Optional<MemoryText> read(Path file, Path boundary);

  /** The Markdown files below a folder, at any depth, in order of name; none where it is absent. */
  List<Path> markdownBelow(Path folder);
}
