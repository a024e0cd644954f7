package dev.muster.permission;

import dev.muster.permission.rule.Rule;
import dev.muster.protocol.PathFacts;
import dev.muster.protocol.PathIdentity;
import dev.muster.protocol.PermissionMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides about reading and writing files.
 *
 * <p>A path is judged at every hop: a deny or ask rule fires on any of them, an allow must cover
 * all of them. What cannot be found out is never allowed.
 */
final class FileJudge {

  private final Policy policy;
  private final PathFacts facts;
  private final List<Path> roots;
  private final List<Path> readableRoots;
  private final ProtectedPaths guarded;

  FileJudge(Policy policy, PathFacts facts) {
    this.policy = policy;
    this.facts = facts;
    WorkingFolders folders = policy.folders();
    List<Path> inside = new ArrayList<>(Policy.forms(folders.folder(), facts));
    folders.more().forEach(more -> inside.addAll(Policy.forms(more, facts)));
    this.roots = List.copyOf(inside);
    folders.readable().forEach(more -> inside.addAll(Policy.forms(more, facts)));
    this.readableRoots = List.copyOf(inside);
    this.guarded = new ProtectedPaths(Policy.forms(folders.configFolder(), facts));
  }

  /** A finding about a file, and what the path led to when it was made. */
  record Judged(Finding finding, @Nullable PathIdentity identity) {

    boolean isFolder() {
      return identity != null && identity.kind() == PathIdentity.Kind.FOLDER;
    }

    boolean isMissing() {
      return identity != null && identity.kind() == PathIdentity.Kind.MISSING;
    }
  }

  /** Decides about reading a file, or the names in a folder. */
  Judged read(Path path) {
    PathIdentity identity;
    try {
      identity = facts.identify(path);
    } catch (IOException reason) {
      return unknown(path, reason);
    }
    Finding ruled = secret(identity);
    if (ruled == null) {
      ruled = forbidden(identity, policy.deny().reads(), Finding.Kind.DENY);
    }
    if (ruled == null) {
      ruled = forbidden(identity, policy.ask().reads(), Finding.Kind.ASK);
    }
    if (ruled == null) {
      ruled = allowed(identity, policy.allow().reads());
    }
    if (ruled == null) {
      // whoever may change a file may see it
      ruled = allowed(identity, policy.allow().edits());
    }
    if (ruled == null) {
      ruled =
          inside(identity, readableRoots)
              ? Finding.of(Finding.Kind.ALLOW, "reading inside the working folders")
              : Finding.of(Finding.Kind.OPEN, outside(identity));
    }
    return new Judged(ruled, identity);
  }

  /**
   * Decides about a program that reads everything below a folder: it cannot be told to leave out
   * what a rule forbids, so such a rule about something that may lie there is asked about.
   */
  Finding readTree(Path root) {
    Judged judged = read(root);
    PathIdentity identity = judged.identity();
    if (identity == null || identity.kind() == PathIdentity.Kind.FILE) {
      return judged.finding();
    }
    Rule below = ruleBelow(identity, policy.deny().reads());
    below = below == null ? ruleBelow(identity, policy.ask().reads()) : below;
    return below == null
        ? judged.finding()
        : judged
            .finding()
            .and(
                Finding.by(Finding.Kind.ASK, "it may read what a rule names below " + root, below));
  }

  /** Decides about creating, changing or removing a file. */
  Judged write(Path path, PermissionMode mode) {
    PathIdentity identity;
    try {
      identity = facts.identify(path);
    } catch (IOException reason) {
      return unknown(path, reason);
    }
    return new Judged(write(identity, mode), identity);
  }

  private Finding write(PathIdentity identity, PermissionMode mode) {
    Finding ruled = secret(identity);
    if (ruled == null) {
      // what must not be read would be shown by an edit
      ruled = forbidden(identity, policy.deny().reads(), Finding.Kind.DENY);
    }
    if (ruled == null) {
      ruled = forbidden(identity, policy.deny().edits(), Finding.Kind.DENY);
    }
    if (ruled == null && mode == PermissionMode.PLAN) {
      ruled =
          Finding.of(Finding.Kind.DENY, "nothing is changed in plan mode: " + identity.canonical());
    }
    if (ruled == null) {
      ruled = forbidden(identity, policy.ask().reads(), Finding.Kind.ASK);
    }
    if (ruled == null) {
      ruled = forbidden(identity, policy.ask().edits(), Finding.Kind.ASK);
    }
    if (ruled == null) {
      ruled = guarded.judge(identity.hops());
    }
    if (ruled == null) {
      ruled = allowed(identity, policy.allow().edits());
    }
    return ruled == null ? unruledWrite(identity, mode) : ruled;
  }

  private Finding unruledWrite(PathIdentity identity, PermissionMode mode) {
    if (!inside(identity, roots)) {
      return Finding.of(Finding.Kind.OPEN, outside(identity));
    }
    return mode == PermissionMode.ACCEPT_EDITS
        ? Finding.of(Finding.Kind.ALLOW, "edits inside the working folders are accepted")
        : Finding.of(Finding.Kind.OPEN, "it would change " + identity.canonical());
  }

  /** A deny or ask rule about something below that folder, if one may be about that. */
  @Nullable Finding namedBelow(Path folder) {
    PathIdentity identity;
    try {
      identity = facts.identify(folder);
    } catch (IOException reason) {
      return unknown(folder, reason).finding();
    }
    Rule below = ruleBelow(identity, policy.deny().reads());
    below = below == null ? ruleBelow(identity, policy.deny().edits()) : below;
    below = below == null ? ruleBelow(identity, policy.ask().reads()) : below;
    below = below == null ? ruleBelow(identity, policy.ask().edits()) : below;
    return below == null
        ? null
        : Finding.by(Finding.Kind.ASK, "a rule may be about something below " + folder, below);
  }

  /** Whether a search may show what stands at that path, which is itself no link. */
  boolean shows(Path canonical, boolean folder) {
    return !ProtectedPaths.isProcessSecret(canonical)
        && first(policy.deny().reads(), canonical, folder) == null
        && first(policy.ask().reads(), canonical, folder) == null;
  }

  /** Whether some rule forbids or asks about files. */
  boolean anyRuleRestricts() {
    return policy.deny().anyAboutFiles().isPresent() || policy.ask().anyAboutFiles().isPresent();
  }

  /** The finding where it cannot be told which files are meant. */
  Finding unsure(String what) {
    Rule rule = policy.deny().anyAboutFiles().or(policy.ask()::anyAboutFiles).orElse(null);
    return rule == null
        ? Finding.of(Finding.Kind.OPEN, what)
        : Finding.by(
            Finding.Kind.ASK, what + "; it may be about files that a rule keeps closed", rule);
  }

  /** The finding where no look was taken at which files are meant: denied if any might be. */
  Finding unsureWhetherDenied(String what) {
    Rule rule = policy.deny().anyAboutFiles().orElse(null);
    return rule == null
        ? unsure(what)
        : Finding.by(Finding.Kind.DENY, what + " to exclude a rule about files", rule);
  }

  /** Whether the whole path stays inside the working folders. */
  boolean insideWorkingFolders(Path path) {
    try {
      return inside(facts.identify(path), roots);
    } catch (IOException cannotTell) {
      return false;
    }
  }

  /** The places that a path leads through; itself alone where that cannot be told. */
  List<Path> hops(Path path) {
    try {
      return facts.identify(path).hops();
    } catch (IOException cannotTell) {
      return List.of(path.normalize());
    }
  }

  private static @Nullable Finding secret(PathIdentity identity) {
    for (Path hop : identity.hops()) {
      if (ProtectedPaths.isProcessSecret(hop)) {
        return Finding.of(Finding.Kind.DENY, hop + " shows what a process keeps secret");
      }
    }
    return null;
  }

  private static @Nullable Finding forbidden(
      PathIdentity identity, List<Rule.Files> rules, Finding.Kind kind) {
    if (rules.isEmpty()) {
      return null;
    }
    // what is not there yet may become a folder
    boolean folder = identity.kind() != PathIdentity.Kind.FILE;
    for (Path hop : identity.hops()) {
      Rule.Files rule = first(rules, hop, folder);
      if (rule != null) {
        String what = kind == Finding.Kind.DENY ? "a rule forbids " : "a rule asks about ";
        return Finding.by(kind, what + hop, rule);
      }
    }
    return null;
  }

  private static Rule.@Nullable Files first(List<Rule.Files> rules, Path path, boolean folder) {
    for (Rule.Files rule : rules) {
      if (rule.pattern().matches(path, folder)) {
        return rule;
      }
    }
    return null;
  }

  private static @Nullable Rule ruleBelow(PathIdentity identity, List<Rule.Files> rules) {
    for (Rule.Files rule : rules) {
      for (Path hop : identity.hops()) {
        if (rule.pattern().mayMatchBelow(hop)) {
          return rule;
        }
      }
    }
    return null;
  }

  private static @Nullable Finding allowed(PathIdentity identity, List<Rule.Files> rules) {
    boolean folder = identity.kind() == PathIdentity.Kind.FOLDER;
    for (Rule.Files rule : rules) {
      if (coversAll(rule, identity.hops(), folder)) {
        return Finding.by(Finding.Kind.ALLOW, "a rule allows " + identity.canonical(), rule);
      }
    }
    return null;
  }

  private static boolean coversAll(Rule.Files rule, List<Path> hops, boolean folder) {
    for (Path hop : hops) {
      if (!rule.pattern().matches(hop, folder)) {
        return false;
      }
    }
    return true;
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

  private static String outside(PathIdentity identity) {
    Path written = identity.hops().getFirst();
    return written.equals(identity.canonical())
        ? written + " is outside the working folders"
        : written
            + " leads to "
            + identity.canonical()
            + ", through places outside the working folders";
  }

  private Judged unknown(Path path, IOException reason) {
    boolean deny =
        ProtectedPaths.isProcessSecret(path.normalize())
            || policy.deny().anyAboutFiles().isPresent();
    Finding finding =
        Finding.of(
            deny ? Finding.Kind.DENY : Finding.Kind.ASK,
            "it cannot be found out what " + path + " leads to (" + reason.getMessage() + ")");
    return new Judged(finding, null);
  }
}
