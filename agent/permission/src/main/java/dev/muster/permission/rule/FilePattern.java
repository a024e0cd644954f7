package dev.muster.permission.rule;

import dev.muster.pattern.CaseFold;
import dev.muster.pattern.PathPattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The places that a {@code Read(...)} or {@code Edit(...)} rule names.
 *
 * @param bases the folder from which the patterns count: as written, and where it really is
 * @param patterns of which one must match below a base; none when the base itself and everything
 *     below it is meant
 * @param ignoreCase whether case does not matter, in the bases or below them
 */
public record FilePattern(List<Path> bases, List<PathPattern> patterns, boolean ignoreCase) {
  public FilePattern {
    bases = List.copyOf(bases);
    patterns = List.copyOf(patterns);
  }

  /**
   * Whether the place is one of them.
   *
   * @param path absolute and normal
   * @param folder whether it is a folder
   */
  public boolean matches(Path path, boolean folder) {
    for (Path base : bases) {
      if (isAtOrBelow(path, base) && (patterns.isEmpty() || matchesBelow(base, path, folder))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Names of which one is a component of every place that is one of them; none where that cannot be
   * said.
   */
  public List<String> neededNames() {
    List<String> names = new ArrayList<>();
    if (patterns.isEmpty() && !ignoreCase) {
      for (Path base : bases) {
        names.add(String.valueOf(base.getFileName()));
      }
      return names.contains("null") ? List.of() : names;
    }
    for (PathPattern pattern : patterns) {
      String name = ignoreCase ? null : pattern.neededName();
      if (name == null) {
        return List.of();
      }
      names.add(name);
    }
    return names;
  }

  /** Whether something below that folder could be one of them; {@code true} when in doubt. */
  public boolean mayMatchBelow(Path folder) {
    for (Path base : bases) {
      if (isAtOrBelow(folder, base) || isAtOrBelow(base, folder)) {
        return true;
      }
    }
    return false;
  }

  private boolean matchesBelow(Path base, Path path, boolean folder) {
    int length = path.getNameCount();
    List<String> components = new ArrayList<>(length);
    for (int i = base.getNameCount(); i < length; i++) {
      components.add(path.getName(i).toString());
    }
    if (components.isEmpty()) {
      return false;
    }
    for (PathPattern pattern : patterns) {
      if (pattern.matches(components, folder)) {
        return true;
      }
    }
    return false;
  }

  private boolean isAtOrBelow(Path path, Path base) {
    if (!ignoreCase || path.startsWith(base)) {
      return path.startsWith(base);
    }
    int length = base.getNameCount();
    if (path.getNameCount() < length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      String name = CaseFold.of(path.getName(i).toString());
      if (!name.equals(CaseFold.of(base.getName(i).toString()))) {
        return false;
      }
    }
    return true;
  }
}
