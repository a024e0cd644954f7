package dev.muster.permission;

import dev.muster.protocol.PathFacts;
import dev.muster.protocol.PathIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks once for each path, so that one decision, or several of one moment, are made of one view.
 * For use by one thread.
 */
final class Identities implements PathFacts {

  private final PathFacts facts;
  private final Map<Path, PathIdentity> known = new HashMap<>();
  private final Map<Path, List<String>> names = new HashMap<>();

  Identities(PathFacts facts) {
    this.facts = facts;
  }

  @Override
  public PathIdentity identify(Path absolute) throws IOException {
    PathIdentity identity = known.get(absolute);
    if (identity == null) {
      PathIdentity above = above(absolute.getParent());
      identity = above == null ? facts.identify(absolute) : facts.identifyIn(above, absolute);
      known.put(absolute, identity);
    }
    return identity;
  }

  /** What the folder of a path leads to, since more paths in it are asked for as a rule. */
  private @Nullable PathIdentity above(@Nullable Path parent) {
    PathIdentity above = parent == null ? null : known.get(parent);
    if (above == null && parent != null) {
      try {
        above = facts.identify(parent);
        known.put(parent, above);
      } catch (IOException cannotTell) {
        return null; // the path itself will tell why
      }
    }
    return above;
  }

  @Override
  public List<String> names(Path folder, int most) throws IOException {
    List<String> seen = names.get(folder);
    if (seen == null || seen.size() > most) {
      seen = facts.names(folder, most);
      // what is cut short says nothing to whoever wants more
      if (seen.size() <= most) {
        names.put(folder, seen);
      }
    }
    return seen;
  }
}
