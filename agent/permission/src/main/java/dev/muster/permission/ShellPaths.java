package dev.muster.permission;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The paths that programs make of words. */
final class ShellPaths {

  private ShellPaths() {}

  /**
   * The path that a word names in a folder, or {@code null} where it names none. A {@code ..} stays
   * where it is: the system goes up from where a link before it leads, so only whoever looks at the
   * disk may take it out.
   */
  static @Nullable Path resolve(String written, Path folder) {
    try {
      if (written.isEmpty()) {
        return null;
      }
      Path path = folder.resolve(written);
      return goesUp(written) ? path : path.normalize();
    } catch (InvalidPathException notAPath) {
      return null;
    }
  }

  private static boolean goesUp(String written) {
    return written.contains("..");
  }
}
