package dev.muster.tools.bash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which a session's commands start, which they may move within the working folders.
 *
 * <p>Commands that run side by side all start in it as it was, and each may end elsewhere. Then it
 * is where the last one that moved ended, last in the model's order and not in time, as if they had
 * run one after another; one that ended where it started does not bring it back. Safe for use by
 * several threads.
 */
public final class SessionFolder {

  private final List<Path> workingFolders;
  private final boolean returnsToProject;
  private volatile Path current;

  /** The place of the command that moved last. */
  private long movedBy;

  /**
   * A session that starts in the first of its working folders.
   *
   * @param workingFolders absolute; at least one
   * @param returnsToProject whether every command starts in the first folder again
   */
  public SessionFolder(List<Path> workingFolders, boolean returnsToProject) {
    if (workingFolders.isEmpty()) {
      throw new IllegalArgumentException("a session needs a working folder");
    }
    for (Path folder : workingFolders) {
      if (!folder.isAbsolute()) {
        throw new IllegalArgumentException("not absolute: " + folder);
      }
    }
    this.workingFolders = List.copyOf(workingFolders);
    this.returnsToProject = returnsToProject;
    this.current = workingFolders.getFirst();
  }

  /** Where the next command starts. */
  public Path current() {
    return current;
  }

  /**
   * Takes note of where a command ended.
   *
   * @param started the folder in which it started
   * @param ended the physical folder in which it ended; {@code null} when that is not known, and
   *     then the folder stays, if it is still there
   * @param place the command's among all calls, in the model's order
   * @return what the model must know of it; empty when it gets what it asked for
   */
  Optional<String> after(Path started, @Nullable Path ended, long place) {
    Path project = workingFolders.getFirst();
    if (ended == null) {
      return Files.isDirectory(started) ? Optional.empty() : Optional.of(fallBack(started, place));
    }
    if (returnsToProject) {
      return isSame(ended, project)
          ? Optional.empty()
          : Optional.of("The working folder was put back to " + project + ".");
    }
    if (isSame(ended, started)) {
      return Optional.empty();
    }
    Path inside = inside(ended);
    if (inside != null) {
      move(inside, place);
      return Optional.empty();
    }
    if (!Files.isDirectory(started)) {
      return Optional.of(fallBack(started, place));
    }
    return Optional.of(
        "The working folder was put back to "
            + started
            + ": "
            + ended
            + " is outside of the working folders.");
  }

  private synchronized void move(Path to, long place) {
    if (place >= movedBy) {
      current = to;
      movedBy = place;
    }
  }

  /** Moves to the project's folder, because the one in which a command started is gone. */
  String fallBack(Path gone, long place) {
    move(workingFolders.getFirst(), place);
    return "The folder " + gone + " no longer exists; the working folder is now " + current + ".";
  }

  /**
   * The folder below a working folder, written as that one is; {@code null} when it is outside.
   * Compared by component after every link was followed.
   */
  private @Nullable Path inside(Path ended) {
    try {
      Path real = ended.toRealPath();
      for (Path folder : workingFolders) {
        Path root = real(folder);
        if (root != null && real.startsWith(root)) {
          return root.equals(real) ? folder : folder.resolve(root.relativize(real));
        }
      }
      return null;
    } catch (IOException gone) {
      return null;
    }
  }

  private static boolean isSame(Path ended, Path folder) {
    Path real = real(folder);
    return real != null && real.equals(ended);
  }

  private static @Nullable Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException gone) {
      return null;
    }
  }
}
