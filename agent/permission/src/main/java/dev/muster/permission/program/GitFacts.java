package dev.muster.permission.program;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What is configured for the git repository that a folder belongs to. */
@FunctionalInterface
public interface GitFacts {

  /**
   * Whether a git command that only reads might start a program that the repository names (a
   * filter, an external diff, a hook, a monitor) or fetch over the network, when run in this folder
   * under {@link SafeGitEnvironment}; {@code true} where that cannot be told.
   *
   * @param folder absolute
   */
  boolean runsPrograms(Path folder);

  /**
   * The folder with the files of that repository, canonical, which git changes as a whole; {@code
   * null} where that cannot be told.
   *
   * @param folder absolute
   */
  default @Nullable Path workingFolder(Path folder) {
    return null;
  }
}
