package dev.muster.policy;

import dev.muster.protocol.PathFacts;
import dev.muster.protocol.PathIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Facts that remember what they were asked while something was made of the answers, so that it can
 * be told later whether the disk would still answer alike.
 *
 * <p>For use by one thread until {@link #seenEnough} was called, by several after that.
 */
final class SeenPaths implements PathFacts {

  private final PathFacts facts;
  private final Map<Path, Seen> seen = new LinkedHashMap<>();
  private volatile boolean remembering = true;

  /** Where a path led, and to what; nowhere where that could not be told. */
  private record Seen(List<Path> hops, PathIdentity.Kind kind) {

    static final Seen UNKNOWN = new Seen(List.of(), PathIdentity.Kind.OTHER);

    static Seen of(PathIdentity identity) {
      return new Seen(identity.hops(), identity.kind());
    }
  }

  SeenPaths(PathFacts facts) {
    this.facts = facts;
  }

  @Override
  public PathIdentity identify(Path absolute) throws IOException {
    if (!remembering) {
      return facts.identify(absolute);
    }
    try {
      PathIdentity identity = facts.identify(absolute);
      seen.put(absolute, Seen.of(identity));
      return identity;
    } catch (IOException cannotTell) {
      seen.put(absolute, Seen.UNKNOWN);
      throw cannotTell;
    }
  }

  @Override
  public List<String> names(Path folder, int most) throws IOException {
    return facts.names(folder, most);
  }

  /** Ends the remembering. */
  void seenEnough() {
    remembering = false;
  }

  /** Whether every path that was asked for still leads where it led. */
  boolean holds() {
    for (Map.Entry<Path, Seen> path : seen.entrySet()) {
      if (!look(path.getKey()).equals(path.getValue())) {
        return false;
      }
    }
    return true;
  }

  private Seen look(Path path) {
    try {
      return Seen.of(facts.identify(path));
    } catch (IOException cannotTell) {
      return Seen.UNKNOWN;
    }
  }
}
