package dev.muster.permission;

import dev.muster.protocol.PathFacts;
import dev.muster.protocol.PathIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Decides about reading what symbolic links below a folder lead to, by a look at each of them. One
 * use, one thread.
 */
final class Links {

  /** How many names are looked at; where there are more, somebody is asked. */
  private static final int LOOKS_MOST = 5_000;

  private final FileJudge files;
  private final PathFacts facts;
  private final Deque<PathIdentity> folders = new ArrayDeque<>();
  private final Set<Path> seen = new HashSet<>();
  private int looks;

  Links(FileJudge files, PathFacts facts) {
    this.files = files;
    this.facts = facts;
  }

  /** What was found about all links below a folder; none is below what is no folder. */
  Finding below(Path root) {
    try {
      enter(facts.identify(root));
      while (!folders.isEmpty()) {
        PathIdentity folder = folders.remove();
        for (String name : facts.names(folder.canonical(), LOOKS_MOST - looks)) {
          if (looks++ >= LOOKS_MOST) {
            return files.unknownRead("more lies below " + root + " than is looked at");
          }
          Finding finding = link(facts.identify(folder.canonical().resolve(name)));
          if (finding.kind() != Finding.Kind.ALLOW) {
            return finding;
          }
        }
      }
    } catch (IOException reason) {
      return files.unknownRead("it cannot be found out where links below " + root + " lead");
    }
    return Finding.of(Finding.Kind.ALLOW, "no link below " + root + " leads elsewhere");
  }

  private Finding link(PathIdentity at) {
    enter(at);
    return at.hops().size() == 1
        ? Finding.of(Finding.Kind.ALLOW, "it is no link")
        : files.readTree(at.written()).finding();
  }

  private void enter(PathIdentity at) {
    if (at.kind() == PathIdentity.Kind.FOLDER && seen.add(at.canonical())) {
      folders.add(at);
    }
  }
}
