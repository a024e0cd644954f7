package dev.muster.permission;

import dev.muster.permission.rule.Rule;
import dev.muster.protocol.PathFacts;
import dev.muster.protocol.PathIdentity;
import dev.muster.protocol.PermissionMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private final Path configFolder;

  FileJudge(Policy policy, PathFacts facts) {
    this.policy = policy;
    this.facts = facts;
    WorkingFolders folders = policy.folders();
    List<Path> inside = new ArrayList<>(Policy.forms(folders.folder(), facts));
    folders.more().forEach(more -> inside.addAll(Policy.forms(more, facts)));
    this.roots = List.copyOf(inside);
    folders.readable().forEach(more -> inside.addAll(Policy.forms(more, facts)));
    this.readableRoots = List.copyOf(inside);
    this.configFolder = Policy.forms(folders.configFolder(), facts).getLast();
  }

  /** A finding about a file, and what the path led to when it was made. */
  record Judged(Finding finding, @Nullable PathIdentity identity) {}

  /** Decides about reading a file, or a folder and everything below it. */
  Judged read(Path path) {
    PathIdentity identity;
    try {
      identity = facts.identify(path);
    } catch (IOException reason) {
      return unknown(path, reason);
    }
    for (Path hop : identity.hops()) {
      if (ProtectedPaths.isProcessSecret(hop)) {
        return judged(Finding.Kind.DENY, hop + " shows what a process keeps secret", identity);
      }
    }
    Finding ruled = ruled(identity, Rule.Access.READ);
    if (ruled != null) {
      return new Judged(ruled, identity);
    }
    if (inside(identity, readableRoots)) {
      return judged(Finding.Kind.ALLOW, "reading inside the working folders", identity);
    }
    return judged(
        Finding.Kind.OPEN, identity.canonical() + " is outside the working folders", identity);
  }

  /**
   * Decides about a program that reads everything below a folder: it cannot be told to leave out
   * what a rule forbids, so such a rule about something that may lie there is asked about.
   */
  Finding readTree(Path root) {
    Judged judged = read(root);
    PathIdentity identity = judged.identity();
    if (judged.finding().kind() != Finding.Kind.ALLOW
        || identity == null
        || identity.kind() == PathIdentity.Kind.FILE) {
      return judged.finding();
    }
    for (Rule rule : policy.deny()) {
      if (rule instanceof Rule.Files files
          && files.access() == Rule.Access.READ
          && files.pattern().mayMatchBelow(identity.canonical())) {
        return Finding.by(Finding.Kind.ASK, "it may read what a rule forbids below " + root, rule);
      }
    }
    return judged.finding();
  }

  /** Decides about creating or changing a file. */
  Judged write(Path path, PermissionMode mode) {
    PathIdentity identity;
    try {
      identity = facts.identify(path);
    } catch (IOException reason) {
      return unknown(path, reason);
    }
    Finding denied = fired(policy.deny(), identity, Rule.Access.READ, Finding.Kind.DENY);
    if (denied == null) {
      denied = fired(policy.deny(), identity, Rule.Access.EDIT, Finding.Kind.DENY);
    }
    if (denied != null) {
      return new Judged(denied, identity);
    }
    if (mode == PermissionMode.PLAN) {
      return judged(Finding.Kind.DENY, "nothing is changed in plan mode", identity);
    }
    Finding asked = fired(policy.ask(), identity, Rule.Access.EDIT, Finding.Kind.ASK);
    if (asked != null) {
      return new Judged(asked, identity);
    }
    for (Path hop : identity.hops()) {
      Optional<String> place = ProtectedPaths.of(hop, configFolder);
      if (place.isPresent()) {
        String what = "what is in " + place.get() + " can run or decide what runs";
        return judged(Finding.Kind.GUARDED, what, identity);
      }
    }
    Finding allowed = allowed(identity, Rule.Access.EDIT);
    if (allowed != null) {
      return new Judged(allowed, identity);
    }
    boolean inside = inside(identity, roots);
    if (inside && mode == PermissionMode.ACCEPT_EDITS) {
      return judged(Finding.Kind.ALLOW, "edits inside the working folders are accepted", identity);
    }
    String what =
        inside
            ? "it would change " + identity.canonical()
            : identity.canonical() + " is outside the working folders";
    return judged(Finding.Kind.OPEN, what, identity);
  }

  /** Whether a rule forbids reading what stands at that path, which is itself no link. */
  boolean deniesRead(Path canonical, boolean folder) {
    for (Rule rule : policy.deny()) {
      if (rule instanceof Rule.Files files
          && files.access() == Rule.Access.READ
          && files.pattern().matches(canonical, folder)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the whole path stays inside the working folders. */
  boolean insideWorkingFolders(Path path) {
    try {
      return inside(facts.identify(path), roots);
    } catch (IOException cannotTell) {
      return false;
    }
  }

  private @Nullable Finding ruled(PathIdentity identity, Rule.Access access) {
    Finding denied = fired(policy.deny(), identity, access, Finding.Kind.DENY);
    if (denied != null) {
      return denied;
    }
    Finding asked = fired(policy.ask(), identity, access, Finding.Kind.ASK);
    return asked != null ? asked : allowed(identity, access);
  }

  private static @Nullable Finding fired(
      List<Rule> rules, PathIdentity identity, Rule.Access access, Finding.Kind kind) {
    boolean folder = identity.kind() == PathIdentity.Kind.FOLDER;
    for (Rule rule : rules) {
      if (rule instanceof Rule.Files files && files.access() == access) {
        for (Path hop : identity.hops()) {
          if (files.pattern().matches(hop, folder)) {
            String what = kind == Finding.Kind.DENY ? "a rule forbids " : "a rule asks about ";
            return Finding.by(kind, what + hop, rule);
          }
        }
      }
    }
    return null;
  }

  private @Nullable Finding allowed(PathIdentity identity, Rule.Access access) {
    boolean folder = identity.kind() == PathIdentity.Kind.FOLDER;
    for (Rule rule : policy.allow()) {
      if (rule instanceof Rule.Files files
          && files.access() == access
          && identity.hops().stream().allMatch(hop -> files.pattern().matches(hop, folder))) {
        return Finding.by(Finding.Kind.ALLOW, "a rule allows " + identity.canonical(), rule);
      }
    }
    return null;
  }

  private static boolean inside(PathIdentity identity, List<Path> roots) {
    for (Path hop : identity.hops()) {
      if (roots.stream().noneMatch(hop::startsWith)) {
        return false;
      }
    }
    return true;
  }

  private Judged unknown(Path path, IOException reason) {
    boolean anyFileRule = policy.deny().stream().anyMatch(Rule.Files.class::isInstance);
    Finding finding =
        Finding.of(
            anyFileRule ? Finding.Kind.DENY : Finding.Kind.ASK,
            "it cannot be found out what " + path + " leads to (" + reason.getMessage() + ")");
    return new Judged(finding, null);
  }

  private static Judged judged(Finding.Kind kind, String reason, PathIdentity identity) {
    return new Judged(Finding.of(kind, reason), identity);
  }
}
