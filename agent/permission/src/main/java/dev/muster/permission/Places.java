package dev.muster.permission;

import dev.muster.protocol.PathFacts;
import dev.muster.protocol.PathIdentity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The folders that a policy knows by all names under which they can be reached. Immutable. */
final class Places {

  private final List<Path> roots;
  private final List<Path> readableRoots;
  private final ProtectedPaths guarded;
  private final CriticalFolders critical;

  Places(WorkingFolders folders, PathFacts facts) {
    List<Path> inside = new ArrayList<>(Policy.forms(folders.folder(), facts));
    folders.more().forEach(more -> inside.addAll(Policy.forms(more, facts)));
    this.roots = List.copyOf(inside);
    folders.readable().forEach(more -> inside.addAll(Policy.forms(more, facts)));
    this.readableRoots = List.copyOf(inside);
    this.guarded = new ProtectedPaths(Policy.forms(folders.configFolder(), facts));
    List<Path> kept = new ArrayList<>(Policy.forms(folders.home(), facts));
    kept.addAll(Policy.forms(folders.folder(), facts));
    this.critical = new CriticalFolders(kept);
  }

  /** Whether every place on the way to it is inside the working folders. */
  boolean inside(PathIdentity identity) {
    return inside(identity, roots);
  }

  /** Whether every place on the way to it is inside what may be read. */
  boolean readable(PathIdentity identity) {
    return inside(identity, readableRoots);
  }

  /** The places that nobody writes to without a person. */
  ProtectedPaths guarded() {
    return guarded;
  }

  /** The folders that nobody removes without a person. */
  CriticalFolders critical() {
    return critical;
  }

  private static boolean inside(PathIdentity identity, List<Path> roots) {
    for (Path hop : identity.hops()) {
      if (!insideAny(hop, roots)) {
        return false;
      }
    }
    return true;
  }

  private static boolean insideAny(Path path, List<Path> roots) {
    for (Path root : roots) {
      if (path.startsWith(root)) {
        return true;
      }
    }
    return false;
  }
}
