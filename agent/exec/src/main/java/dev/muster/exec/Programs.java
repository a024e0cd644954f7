package dev.muster.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds programs by name, in absolute folders only.
 *
 * <p>An empty or relative entry of {@code PATH} stands for the current folder or one below it,
 * which a repository fills; such entries are passed over. Stateless and safe for several threads.
 */
public final class Programs {

  /** Where programs are looked for when the environment has no {@code PATH}. */
  public static final String DEFAULT_PATH =
      "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin";

  private static final List<String> USUAL_BASHES =
      List.of(
          "/bin/bash",
          "/usr/bin/bash",
          "/usr/local/bin/bash",
          "/opt/homebrew/bin/bash",
          "/run/current-system/sw/bin/bash");

  private Programs() {}

  /**
   * Finds a program.
   *
   * @param name a name without a slash, or an absolute path
   * @param path a {@code PATH}; {@link #DEFAULT_PATH} is searched when it is {@code null}
   * @return an absolute path of a regular file that may be executed
   */
  public static Optional<Path> find(String name, @Nullable String path) {
    if (name.isEmpty() || name.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    if (name.indexOf('/') >= 0) {
      return name.charAt(0) == '/' ? executable(name) : Optional.empty();
    }
    String folders = path == null ? DEFAULT_PATH : path;
    int from = 0;
    while (from <= folders.length()) {
      int colon = folders.indexOf(':', from);
      int to = colon < 0 ? folders.length() : colon;
      if (to > from && folders.charAt(from) == '/') {
        Optional<Path> found = executable(folders.substring(from, to) + "/" + name);
        if (found.isPresent()) {
          return found;
        }
      }
      from = to + 1;
    }
    return Optional.empty();
  }

  /** Finds bash: in {@code PATH}, then in the folders where systems keep it. */
  public static Optional<Path> bash(@Nullable String path) {
    Optional<Path> found = find("bash", path);
    for (int i = 0; found.isEmpty() && i < USUAL_BASHES.size(); i++) {
      found = executable(USUAL_BASHES.get(i));
    }
    return found;
  }

  /** A {@code PATH} without its empty and relative entries; the default one when none is left. */
  static String absoluteOnly(@Nullable String path) {
    if (path == null) {
      return DEFAULT_PATH;
    }
    StringBuilder kept = new StringBuilder(path.length());
    int from = 0;
    while (from <= path.length()) {
      int colon = path.indexOf(':', from);
      int to = colon < 0 ? path.length() : colon;
      if (to > from && path.charAt(from) == '/') {
        kept.append(kept.isEmpty() ? "" : ":").append(path, from, to);
      }
      from = to + 1;
    }
    return kept.isEmpty() ? DEFAULT_PATH : kept.toString();
  }

  /** Finds the program of an argv, or says which one is missing. */
  static Path require(String name, @Nullable String path) throws IOException {
    Optional<Path> found = find(name, path);
    if (found.isEmpty()) {
      throw new IOException(
          "the program `" + name + "` was not found in the absolute folders of PATH");
    }
    return found.get();
  }

  private static Optional<Path> executable(String file) {
    try {
      Path path = Path.of(file);
      return Files.isRegularFile(path) && Files.isExecutable(path)
          ? Optional.of(path)
          : Optional.empty();
    } catch (InvalidPathException notAPathHere) {
      return Optional.empty();
    }
  }
}
