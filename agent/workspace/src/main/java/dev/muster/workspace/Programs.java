package dev.muster.workspace;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds programs that searches and version control run. */
public final class Programs {

  private Programs() {}

  /**
   * The first program of that name on the {@code PATH} of an environment. Relative entries do not
   * count: they would find what a repository puts there.
   */
  public static Optional<Path> find(String name, Map<String, String> environment) {
    for (String entry : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      try {
        Path candidate = Path.of(entry).resolve(name);
        if (candidate.isAbsolute()
            && Files.isRegularFile(candidate)
            && Files.isExecutable(candidate)) {
          return Optional.of(candidate);
        }
      } catch (InvalidPathException notAPath) {
        // the next entry
      }
    }
    return Optional.empty();
  }
}
