package dev.muster.permission;

import dev.muster.permission.rule.Rule;
import dev.muster.protocol.PathFacts;
import dev.muster.protocol.PathIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks below a folder for what rules about files name, as far as it gets with a few looks at the
 * disk. One use, one thread.
 */
final class Tree {

  /** How many files and folders are looked at. */
  private static final int LOOKS_MOST = 1_000;

  private final PathFacts facts;
  private int looks;
  private boolean seenAll = true;

  Tree(PathFacts facts) {
    this.facts = facts;
  }

  /** Something below that a rule names. */
  record Named(Rule.Files rule, Path path) {}

  /**
   * What came of it.
   *
   * @param named the first that was found, or {@code null}
   * @param possible the rules of which it was not seen that they name nothing there
   */
  record Found(@Nullable Named named, List<Rule.Files> possible) {}

  /** Looks for what the rules name below a folder, and not the folder itself. */
  Found look(PathIdentity folder, List<Rule.Files> rules) {
    List<Rule.Files> everywhere = new ArrayList<>();
    List<Rule.Files> possible = new ArrayList<>();
    for (Rule.Files rule : rules) {
      if (!mayNameBelow(rule, folder.hops())) {
        continue;
      }
      List<Path> bases = basesBelow(rule, folder.hops());
      if (bases.isEmpty()) {
        everywhere.add(rule);
        continue;
      }
      seenAll = true;
      for (Path base : bases) {
        Named named = at(base, rule);
        if (named != null) {
          return new Found(named, List.of());
        }
      }
      if (!seenAll) {
        possible.add(rule);
      }
    }
    if (!everywhere.isEmpty()) {
      seenAll = true;
      Named named = below(folder.hops(), everywhere);
      if (named != null) {
        return new Found(named, List.of());
      }
      possible.addAll(seenAll ? List.of() : everywhere);
    }
    return new Found(null, possible);
  }

  /** The folders from which a rule counts where all of them are below; none where it is wider. */
  private static List<Path> basesBelow(Rule.Files rule, List<Path> folder) {
    List<Path> below = new ArrayList<>();
    for (Path base : rule.pattern().bases()) {
      for (Path hop : folder) {
        if (hop.startsWith(base)) {
          return List.of();
        }
        if (base.startsWith(hop)) {
          below.add(base);
        }
      }
    }
    return below;
  }

  /** What a rule names at a folder from which it counts, or below that. */
  private @Nullable Named at(Path base, Rule.Files rule) {
    try {
      PathIdentity identity = facts.identify(base);
      if (identity.kind() == PathIdentity.Kind.MISSING) {
        return null;
      }
      return rule.pattern().patterns().isEmpty()
          ? new Named(rule, base)
          : below(identity.hops(), List.of(rule));
    } catch (IOException cannotTell) {
      seenAll = false;
      return null;
    }
  }

  private static boolean mayNameBelow(Rule.Files rule, List<Path> folder) {
    for (Path hop : folder) {
      if (rule.pattern().mayMatchBelow(hop)) {
        return true;
      }
    }
    return false;
  }

  /** Looks into one folder, which all these paths lead to, and into those below it. */
  private @Nullable Named below(List<Path> folder, List<Rule.Files> rules) {
    if (looks >= LOOKS_MOST) {
      seenAll = false;
      return null;
    }
    List<String> names;
    try {
      names = facts.names(folder.getLast(), LOOKS_MOST - looks);
    } catch (IOException cannotLook) {
      seenAll = false;
      return null;
    }
    List<List<Path>> folders = new ArrayList<>();
    for (String name : names) {
      if (looks++ >= LOOKS_MOST) {
        seenAll = false;
        return null;
      }
      List<Path> paths = folder.stream().map(hop -> hop.resolve(name)).toList();
      Named named = entry(paths, rules, folders);
      if (named != null) {
        return named;
      }
    }
    for (List<Path> next : folders) {
      Named named = below(next, rules);
      if (named != null) {
        return named;
      }
    }
    return null;
  }

  private @Nullable Named entry(
      List<Path> paths, List<Rule.Files> rules, List<List<Path>> folders) {
    PathIdentity identity;
    try {
      identity = facts.identify(paths.getLast());
    } catch (IOException cannotTell) {
      seenAll = false;
      return null;
    }
    boolean folder = identity.kind() == PathIdentity.Kind.FOLDER;
    List<Path> all = new ArrayList<>(paths);
    all.addAll(identity.hops());
    for (Path path : all) {
      for (Rule.Files rule : rules) {
        if (rule.pattern().matches(path, folder)) {
          return new Named(rule, path);
        }
      }
    }
    if (folder && identity.hops().size() > 1) {
      seenAll = false; // a link to a folder, which may be followed or not
    } else if (folder) {
      folders.add(paths);
    }
    return null;
  }
}
