package dev.muster.permission.rule;

import dev.muster.pattern.PathPattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The places that a {@code Read(...)} or {@code Edit(...)} rule names.
 *
 * @param bases the folder from which the pattern counts: as written, and without symbolic links
 * @param wholeTree whether the pattern takes the base itself and everything below it
 */
public record FilePattern(List<Path> bases, PathPattern pattern, boolean wholeTree) {
  public FilePattern {
    bases = List.copyOf(bases);
  }

  /** Whether the pattern takes that absolute, normal path. */
  public boolean matches(Path path, boolean folder) {
    for (Path base : bases) {
      if (path.startsWith(base) && matchesBelow(base, path, folder)) {
        return true;
      }
    }
    return false;
  }

  /** Whether something below that folder could match; {@code true} when in doubt. */
  public boolean mayMatchBelow(Path folder) {
    for (Path base : bases) {
      if (folder.startsWith(base) || base.startsWith(folder)) {
        return true;
      }
    }
    return false;
  }

  private boolean matchesBelow(Path base, Path path, boolean folder) {
    if (wholeTree) {
      return true;
    }
    int skipped = base.getNameCount();
    List<String> components = new ArrayList<>(path.getNameCount());
    for (int i = skipped; i < path.getNameCount(); i++) {
      components.add(path.getName(i).toString());
    }
    return !components.isEmpty() && pattern.matches(components, folder);
  }
}
