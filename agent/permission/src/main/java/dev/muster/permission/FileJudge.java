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
 * Decides about reading, changing and removing files. For one decision, by one thread.
 *
 * <p>A path is judged at every hop: a deny or ask rule fires on any of them, an allow must cover
 * all of them. What cannot be found out is never allowed.
 */
final class FileJudge {

  private final Policy policy;
  private final Places places;
  private final PathFacts facts;
  private final PermissionMode mode;

  FileJudge(Policy policy, Places places, PathFacts facts, PermissionMode mode) {
    this.policy = policy;
    this.places = places;
    this.facts = facts;
    this.mode = mode;
  }

  /** A finding about a file, and what the path led to when it was made. */
  record Judged(Finding finding, @Nullable PathIdentity identity) {

    boolean isFolder() {
      return identity != null && identity.kind() == PathIdentity.Kind.FOLDER;
    }

    boolean isMissing() {
      return identity != null && identity.kind() == PathIdentity.Kind.MISSING;
    }

    Judged and(@Nullable Finding other) {
      return other == null ? this : new Judged(finding.and(other), identity);
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
          places.readable(identity)
              ? Finding.of(Finding.Kind.ALLOW, "reading inside the working folders")
              : Finding.of(Finding.Kind.OPEN, outside(identity));
    }
    return new Judged(ruled, identity);
  }

  /** Decides about a program that reads everything below a folder. */
  Judged readTree(Path root) {
    Judged judged = read(root);
    return judged.isFolder() && !judged.finding().isAtLeast(Finding.Kind.DENY)
        ? judged.and(below(judged, policy.deny().reads(), policy.ask().reads()))
        : judged;
  }

  /** Decides about creating or changing a file. */
  Judged write(Path path) {
    PathIdentity identity;
    try {
      identity = facts.identify(path);
    } catch (IOException reason) {
      return unknown(path, reason);
    }
    return new Judged(write(identity), identity);
  }

  /** Decides about creating a folder with things in it, or adding to one that is there. */
  Judged writeTree(Path path) {
    Judged judged = write(path);
    PathIdentity identity = judged.identity();
    if (identity == null || judged.finding().isAtLeast(Finding.Kind.DENY)) {
      return judged;
    }
    return judged
        .and(aboutBelow(identity).finding("it may write anything below " + path))
        .and(judged.isFolder() ? over(identity) : null);
  }

  /** Decides about reading what links below a folder lead to. */
  Finding follows(Path root) {
    return new Links(this, facts).below(root);
  }

  /** What is found about a program that changes whatever files below a folder. */
  Finding rewrites(Path root, String what) {
    try {
      Finding doubt = aboutBelow(facts.identify(root)).finding(what);
      return doubt == null ? Finding.of(Finding.Kind.OPEN, what) : doubt;
    } catch (IOException reason) {
      return unknown(root, reason).finding();
    }
  }

  /**
   * What is found about a path that such a program is told, which is no file of its own perhaps.
   */
  Finding rewritten(Path path, String what) {
    try {
      PathIdentity identity = facts.identify(path);
      Finding guarded = places.guarded().judge(identity.hops());
      return guarded == null ? rewrites(path, what) : guarded.and(rewrites(path, what));
    } catch (IOException noPath) {
      return Finding.of(Finding.Kind.OPEN, what);
    }
  }

  /** Every rule that may name something below a folder. */
  private Exclusion aboutBelow(PathIdentity folder) {
    Exclusion doubtful = new Exclusion();
    doubtful.deny(aboutBelow(folder, policy.deny().reads()));
    doubtful.deny(aboutBelow(folder, policy.deny().edits()));
    doubtful.ask(aboutBelow(folder, policy.ask().reads()));
    doubtful.ask(aboutBelow(folder, policy.ask().edits()));
    return doubtful;
  }

  /** Decides about removing a file or folder, with what is below it or not. */
  Judged remove(Path path, boolean tree, Path folder) {
    Judged judged = write(path);
    PathIdentity identity = judged.identity();
    if (identity == null || judged.finding().isAtLeast(Finding.Kind.DENY)) {
      return judged;
    }
    if (places.critical().holds(identity.hops(), folder)) {
      judged = judged.and(Finding.of(Finding.Kind.ASK, "it would remove a critical folder"));
    }
    if (!tree || !judged.isFolder()) {
      return judged;
    }
    return judged.and(below(judged, policy.deny().files(), policy.ask().files()));
  }

  private Finding write(PathIdentity identity) {
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
      ruled = places.guarded().judge(identity.hops());
    }
    if (ruled == null) {
      ruled = allowed(identity, policy.allow().edits());
    }
    return ruled == null ? unruledWrite(identity) : ruled;
  }

  private Finding unruledWrite(PathIdentity identity) {
    if (!places.inside(identity)) {
      return Finding.of(Finding.Kind.OPEN, outside(identity));
    }
    return mode == PermissionMode.ACCEPT_EDITS
        ? Finding.of(Finding.Kind.ALLOW, "edits inside the working folders are accepted")
        : Finding.of(Finding.Kind.OPEN, "it would change " + identity.canonical());
  }

  /** What follows from writing over a folder of which something is protected. */
  private Finding over(PathIdentity folder) {
    try {
      for (String name : facts.names(folder.canonical(), 1_000)) {
        Finding guarded = places.guarded().judge(List.of(folder.canonical().resolve(name)));
        if (guarded != null) {
          return Finding.of(
              Finding.Kind.GUARDED, "it may change " + name + " in " + folder.canonical());
        }
      }
    } catch (IOException cannotLook) {
      return Finding.of(Finding.Kind.GUARDED, "it may change anything in " + folder.canonical());
    }
    return Finding.of(Finding.Kind.OPEN, "it would write over what is in " + folder.canonical());
  }

  /** A deny or ask rule that names something below a folder, or of which that is not excluded. */
  private @Nullable Finding below(Judged folder, FileRules deny, FileRules ask) {
    PathIdentity identity = folder.identity();
    if (identity == null || (deny.isEmpty() && ask.isEmpty())) {
      return null;
    }
    Tree.Found denied = new Tree(facts).look(identity, deny);
    Tree.Named named = denied.named();
    if (named != null) {
      return Finding.by(Finding.Kind.DENY, "a rule forbids " + named.path(), named.rule());
    }
    Exclusion doubtful = new Exclusion();
    doubtful.deny(denied.possible());
    Tree.Found asked = new Tree(facts).look(identity, ask);
    doubtful.ask(asked.possible());
    Finding doubt = doubtful.finding("it takes in everything below " + identity.canonical());
    named = asked.named();
    if (named == null) {
      return doubt;
    }
    Finding sure = Finding.by(Finding.Kind.ASK, "a rule asks about " + named.path(), named.rule());
    return doubt == null ? sure : doubt.and(sure);
  }

  /** Whether a search may show what stands at that path, which is itself no link. */
  boolean shows(Path canonical, boolean folder) {
    return !ProtectedPaths.isProcessSecret(canonical)
        && first(policy.deny().reads(), canonical, folder) == null
        && first(policy.ask().reads(), canonical, folder) == null;
  }

  /** What is on disk, as this decision sees it. */
  PathFacts facts() {
    return facts;
  }

  /** What a path leads to in the end; {@code null} where that cannot be told. */
  @Nullable Path leadsTo(@Nullable Path path) {
    try {
      return path == null ? null : facts.identify(path).canonical();
    } catch (IOException cannotTell) {
      return null;
    }
  }

  /** Whether it is a folder that nobody removes without a person. */
  boolean isCritical(Path path, Path folder) {
    try {
      return places.critical().holds(facts.identify(path).hops(), folder);
    } catch (IOException cannotTell) {
      return places.critical().holds(List.of(path.normalize()), folder);
    }
  }

  /** Whether some rule forbids or asks about files. */
  boolean anyRuleRestricts() {
    return policy.deny().anyAboutFiles() || policy.ask().anyAboutFiles();
  }

  /** What follows from rules about files where any file may be meant; null where there is none. */
  @Nullable Finding notExcluded(String what) {
    Exclusion doubtful = new Exclusion();
    doubtful(doubtful);
    return doubtful.finding(what);
  }

  /** The finding where it is not known which files are read. */
  Finding unknownRead(String what) {
    Exclusion doubtful = new Exclusion();
    doubtful.deny(policy.deny().reads());
    doubtful.ask(policy.ask().reads());
    Finding doubt = doubtful.finding(what);
    return doubt == null ? Finding.of(Finding.Kind.OPEN, what) : doubt;
  }

  /** The finding where it is not known which files are changed. */
  Finding unknownWrite(String what) {
    if (mode == PermissionMode.PLAN) {
      return Finding.of(Finding.Kind.DENY, "nothing is changed in plan mode: " + what);
    }
    Exclusion doubtful = new Exclusion();
    doubtful(doubtful);
    Finding doubt = doubtful.finding(what);
    return doubt == null ? Finding.of(Finding.Kind.GUARDED, what) : doubt;
  }

  /** What follows from the names in a path of which it is not known where it begins. */
  Finding guardedName(String written, Subject.Access access) {
    boolean changes =
        switch (access) {
          case READ, READ_TREE, ENTER -> false;
          case WRITE, WRITE_TREE, REMOVE, REMOVE_TREE -> true;
        };
    Path path = changes ? ShellPaths.resolve(written, Path.of("/")) : null;
    Finding guarded = path == null ? null : places.guarded().judge(List.of(path.normalize()));
    return guarded == null ? Finding.of(Finding.Kind.ALLOW, "") : guarded;
  }

  /** Adds every rule about files, since any file may be meant. */
  void doubtful(Exclusion to) {
    to.deny(policy.deny().reads());
    to.deny(policy.deny().edits());
    to.ask(policy.ask().reads());
    to.ask(policy.ask().edits());
  }

  /** Whether the whole path stays inside the working folders. */
  boolean insideWorkingFolders(Path path) {
    try {
      return places.inside(facts.identify(path));
    } catch (IOException cannotTell) {
      return false;
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
      PathIdentity identity, FileRules rules, Finding.Kind kind) {
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

  private static Rule.@Nullable Files first(FileRules rules, Path path, boolean folder) {
    for (Rule.Files rule : rules.about(path)) {
      if (rule.pattern().matches(path, folder)) {
        return rule;
      }
    }
    return null;
  }

  private static List<Rule.Files> aboutBelow(PathIdentity identity, List<Rule.Files> rules) {
    List<Rule.Files> below = new ArrayList<>();
    for (Rule.Files rule : rules) {
      for (Path hop : identity.hops()) {
        if (rule.pattern().mayMatchBelow(hop)) {
          below.add(rule);
          break;
        }
      }
    }
    return below;
  }

  private static @Nullable Finding allowed(PathIdentity identity, FileRules rules) {
    boolean folder = identity.kind() == PathIdentity.Kind.FOLDER;
    for (Rule.Files rule : rules.about(identity.canonical())) {
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
        ProtectedPaths.isProcessSecret(path.normalize()) || policy.deny().anyAboutFiles();
    Finding finding =
        Finding.of(
            deny ? Finding.Kind.DENY : Finding.Kind.ASK,
            "it cannot be found out what " + path + " leads to (" + reason.getMessage() + ")");
    return new Judged(finding, null);
  }
}
