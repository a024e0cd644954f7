package dev.muster.permission;

import dev.muster.protocol.PathFacts;
import dev.muster.protocol.PathIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks once for each path, so that one decision is made of one view. For use by one thread. */
final class Identities implements PathFacts {

  private final PathFacts facts;
  private final Map<Path, PathIdentity> known = new HashMap<>();

  Identities(PathFacts facts) {
    this.facts = facts;
  }

  @Override
  public PathIdentity identify(Path absolute) throws IOException {
    PathIdentity identity = known.get(absolute);
    if (identity == null) {
      identity = facts.identify(absolute);
      known.put(absolute, identity);
    }
    return identity;
  }

  @Override
  public List<String> names(Path folder, int most) throws IOException {
    return facts.names(folder, most);
  }
}
