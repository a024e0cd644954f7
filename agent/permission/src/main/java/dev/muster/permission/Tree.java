package dev.muster.permission;

import dev.muster.permission.rule.Rule;
import dev.muster.protocol.PathFacts;
import dev.muster.protocol.PathIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
  private @Nullable Set<String> names;

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
  Found look(PathIdentity folder, FileRules rules) {
    List<Rule.Files> everywhere = new ArrayList<>();
    List<Rule.Files> possible = new ArrayList<>();
    for (List<Rule.Files> group : rules.byBases()) {
      // all of them count from the same folders
      Rule.Files any = group.getFirst();
      if (!mayNameBelow(any, folder.hops())) {
        continue;
      }
      List<Path> bases = basesBelow(any, folder.hops());
      if (bases.isEmpty()) {
        everywhere.addAll(group);
        continue;
      }
      bases.removeIf(base -> !any.pattern().ignoreCase() && isMissing(base, folder));
      for (Rule.Files rule : group) {
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
    }
    if (!everywhere.isEmpty()) {
      seenAll = true;
      Named named = below(folder.hops(), rules);
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
          return new ArrayList<>();
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
          : below(identity.hops(), FileRules.of(List.of(rule)));
    } catch (IOException cannotTell) {
      seenAll = false;
      return null;
    }
  }

  /** Whether a path below a folder cannot be there, by the names in the folder. */
  private boolean isMissing(Path path, PathIdentity folder) {
    if (names == null) {
      names = namesIn(folder);
    }
    for (Path hop : folder.hops()) {
      if (!names.isEmpty() && path.startsWith(hop) && path.getNameCount() > hop.getNameCount()) {
        return !names.contains(path.getName(hop.getNameCount()).toString());
      }
    }
    return false;
  }

  /** All names in a folder; none where they cannot be told. */
  private Set<String> namesIn(PathIdentity folder) {
    try {
      List<String> found = facts.names(folder.canonical(), LOOKS_MOST);
      return found.size() > LOOKS_MOST ? Set.of() : Set.copyOf(found);
    } catch (IOException cannotLook) {
      return Set.of();
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
  private @Nullable Named below(List<Path> folder, FileRules rules) {
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
      List<Path> paths = in(folder, name);
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

  private static List<Path> in(List<Path> folder, String name) {
    List<Path> paths = new ArrayList<>(folder.size());
    for (Path hop : folder) {
      paths.add(hop.resolve(name));
    }
    return paths;
  }

  private @Nullable Named entry(List<Path> paths, FileRules rules, List<List<Path>> folders) {
    PathIdentity identity;
    try {
      identity = facts.identify(paths.getLast());
    } catch (IOException cannotTell) {
      seenAll = false;
      return null;
    }
    boolean folder = identity.kind() == PathIdentity.Kind.FOLDER;
    List<Path> all = paths;
    if (!paths.equals(identity.hops())) {
      all = new ArrayList<>(paths);
      all.addAll(identity.hops());
    }
    for (Path path : all) {
      for (Rule.Files rule : rules.about(path)) {
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
