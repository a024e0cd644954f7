package dev.muster.permission;

import dev.muster.permission.ConfinementPolicy.Circumstances;
import dev.muster.permission.ConfinementPolicy.Ground;
import dev.muster.permission.rule.Rule;
import dev.muster.protocol.Confinement.Disk;
import dev.muster.protocol.Confinement.Frozen;
import dev.muster.protocol.Confinement.Frozen.WhenAbsent;
import dev.muster.protocol.Confinement.Pattern;
import dev.muster.protocol.Confinement.Services;
import dev.muster.protocol.Layer;
import dev.muster.protocol.PathFacts;
import dev.muster.protocol.PathIdentity;
import dev.muster.settings.SandboxSettings;
import dev.muster.settings.Sourced;
import dev.muster.settings.SourcedPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which places confined commands may write and read. For one thread at a time. */
final class ConfinedPlaces {

  /** With more submodules and worktrees than these, all that is theirs is left as it is. */
  private static final int MOST_INNER = 200;

  /** A place that is not read, and whether settings may open it again. */
  private record Denial(Path path, boolean byRule, boolean managed) {}

  private final SandboxSettings settings;
  private final Policy policy;
  private final WorkingFolders folders;
  private final PathFacts facts;
  private final Circumstances around;
  private final List<String> remarks = new ArrayList<>();
  private final List<Ground> grounds = new ArrayList<>();
  private final Set<Path> writable = new LinkedHashSet<>();
  private final Map<Path, WhenAbsent> frozen = new LinkedHashMap<>();
  private final List<Denial> denials = new ArrayList<>();
  private final List<Path> hidden = new ArrayList<>();
  private final List<Pattern> patterns = new ArrayList<>();
  private final Set<Path> shown = new LinkedHashSet<>();

  ConfinedPlaces(SandboxSettings settings, Policy policy, PathFacts facts, Circumstances around) {
    this.settings = settings;
    this.policy = policy;
    this.folders = policy.folders();
    this.facts = facts;
    this.around = around;
  }

  /**
   * Whether every rule about files holds inside: one that asks cannot, and one that forbids writing
   * what a pattern matches holds only for what is there.
   */
  boolean keepsEveryRule() {
    if (policy.ask().anyAboutFiles()) {
      return false;
    }
    for (Rule.Files rule : policy.deny().edits()) {
      if (!rule.pattern().patterns().isEmpty()) {
        return false;
      }
    }
    return true;
  }

  Services services() {
    List<Path> sockets = new ArrayList<>();
    for (SourcedPath socket : settings.local().sockets()) {
      if (SandboxPath.read(socket, folders.home()) instanceof SandboxPath.Place(Path path)) {
        sockets.add(path);
      }
    }
    return new Services(
        SandboxSettings.isOn(settings.local().allSockets()),
        sockets,
        settings.local().machServices().stream().map(Sourced::value).toList(),
        SandboxSettings.isOn(settings.local().appleEvents()),
        SandboxSettings.isOn(settings.local().trustService()));
  }

  Disk disk() {
    if (SandboxSettings.isOn(settings.files().disabled()) && !around.scrubs()) {
      settings
          .files()
          .disabled()
          .ifPresent(off -> grounds.add(new Ground("files", "not confined", off.origin().place())));
      return new Disk.Open();
    }
    hide();
    write();
    freeze();
    show();
    List<Frozen> all = new ArrayList<>();
    frozen.forEach((path, whenAbsent) -> all.add(new Frozen(path, whenAbsent)));
    return new Disk.Limited(List.copyOf(writable), all, hidden, List.copyOf(shown), patterns);
  }

  List<String> remarks() {
    return remarks;
  }

  List<Ground> grounds() {
    return grounds;
  }

  // What may be written.

  private void write() {
    writable(folders.folder(), "the session's folder");
    for (Path more : folders.more()) {
      writable(more, "a working folder");
    }
    for (Repository repository : around.repositories()) {
      if (repository.writable()) {
        writable(repository.folder(), "the repository of a working folder");
      }
    }
    for (SourcedPath path : settings.files().allowWrite()) {
      switch (SandboxPath.read(path, folders.home())) {
        case SandboxPath.Place(Path place) -> {
          if (isClosedFor(isManaged(path), place)) {
            remarks.add(
                path.origin().place() + ": " + place + " may not be read, and so not written");
          } else {
            writable(place, path.origin().place());
          }
        }
        case SandboxPath.Pattern pattern ->
            remarks.add(
                path.origin().place()
                    + ": \""
                    + path.text()
                    + "\" is a pattern; only whole folders can be made writable");
        case SandboxPath.Unclear(String reason) ->
            remarks.add(path.origin().place() + ": \"" + path.text() + "\": " + reason);
      }
    }
    for (Rule.Files rule : policy.allow().edits()) {
      boolean managed = rule.text().origin().layer() == Layer.MANAGED;
      for (Path base : rule.pattern().bases()) {
        if (rule.pattern().patterns().isEmpty() && !isClosedFor(managed, base)) {
          writable(base, rule.text().origin().place());
        }
      }
    }
  }

  private void writable(Path path, String from) {
    Path canonical = canonical(path);
    if (canonical == null) {
      remarks.add(from + ": " + path + " does not exist, so that commands cannot write there");
      return;
    }
    for (SourcedPath denied : settings.files().denyWrite()) {
      if (SandboxPath.read(denied, folders.home()) instanceof SandboxPath.Place(Path above)
          && (canonical.startsWith(above) || path.startsWith(above))) {
        return;
      }
    }
    if (writable.add(canonical)) {
      grounds.add(new Ground("writable", canonical.toString(), from));
    }
  }

  /** The place that an existing path leads to; {@code null} where it leads nowhere. */
  private @Nullable Path canonical(Path path) {
    try {
      PathIdentity identity = facts.identify(path);
      return identity.kind() == PathIdentity.Kind.MISSING ? null : identity.canonical();
    } catch (IOException cannotTell) {
      return null;
    }
  }

  // What is not written even there.

  private void freeze() {
    for (Path root : List.copyOf(writable)) {
      boolean ofGit = around.repositories().stream().anyMatch(r -> root.startsWith(r.folder()));
      if (!ofGit) {
        project(root);
      }
    }
    for (Repository repository : around.repositories()) {
      repository(repository);
    }
    Path home = canonicalOr(folders.home());
    if (writable.stream().anyMatch(home::startsWith)) {
      FrozenNames.HOME_FILES.forEach(name -> frozen(home.resolve(name), WhenAbsent.FILE));
      FrozenNames.HOME_FOLDERS.forEach(name -> frozen(home.resolve(name), WhenAbsent.FOLDER));
    }
    frozen(canonicalOr(folders.configFolder()), WhenAbsent.FOLDER);
    frozen(home.resolve(".claude.json"), WhenAbsent.FILE);
    frozen(around.managedFolder(), WhenAbsent.FOLDER);
    for (Path own : around.own()) {
      Path place = canonicalOr(own);
      if (writable.stream().noneMatch(root -> root.startsWith(place))) {
        frozen(place, WhenAbsent.LEAVE);
      }
    }
    for (SourcedPath path : settings.files().denyWrite()) {
      switch (SandboxPath.read(path, folders.home())) {
        case SandboxPath.Place(Path place) -> {
          frozen(place, WhenAbsent.FOLDER);
          grounds.add(new Ground("frozen", place.toString(), path.origin().place()));
        }
        case SandboxPath.Pattern pattern -> {
          patterns.add(new Pattern(pattern.base(), pattern::matches, false));
          grounds.add(new Ground("frozen", path.text(), path.origin().place()));
        }
        case SandboxPath.Unclear(String reason) ->
            remarks.add(path.origin().place() + ": \"" + path.text() + "\": " + reason);
      }
    }
    for (Rule.Files rule : policy.deny().edits()) {
      for (Path base : rule.pattern().bases()) {
        if (rule.pattern().patterns().isEmpty()) {
          frozen(base, WhenAbsent.FOLDER);
          grounds.add(new Ground("frozen", base.toString(), rule.text().origin().place()));
        } else {
          patterns.add(new Pattern(base, rule.pattern()::matches, false));
          grounds.add(new Ground("frozen", rule.text().text(), rule.text().origin().place()));
        }
      }
    }
  }

  private void project(Path root) {
    FrozenNames.ALWAYS.forEach(name -> frozen(root.resolve(name), WhenAbsent.FOLDER));
    FrozenNames.WHERE_PRESENT.forEach(name -> frozen(root.resolve(name), WhenAbsent.LEAVE));
    Path git = root.resolve(".git");
    boolean known = around.repositories().stream().anyMatch(r -> r.folder().equals(git));
    if (!known) {
      // not a repository, or one whose own folder is elsewhere and only named here
      frozen(git, WhenAbsent.FOLDER);
      if (canonical(git) == null) {
        frozen(root.resolve("HEAD"), WhenAbsent.FOLDER);
      }
    }
  }

  private void repository(Repository repository) {
    Path folder = repository.folder();
    FrozenNames.OF_GIT.forEach(name -> frozen(folder.resolve(name), WhenAbsent.FOLDER));
    frozen(folder.resolve("commondir"), WhenAbsent.REMOVE);
    if (repository.inner().size() > MOST_INNER) {
      frozen(folder.resolve("modules"), WhenAbsent.LEAVE);
      frozen(folder.resolve("worktrees"), WhenAbsent.LEAVE);
      return;
    }
    for (Path inner : repository.inner()) {
      FrozenNames.OF_GIT.forEach(name -> frozen(inner.resolve(name), WhenAbsent.LEAVE));
      frozen(inner.resolve("config.worktree"), WhenAbsent.FOLDER);
      frozen(inner.resolve("gitdir"), WhenAbsent.LEAVE);
      frozen(inner.resolve("commondir"), WhenAbsent.REMOVE);
    }
  }

  private Path canonicalOr(Path path) {
    Path canonical = canonical(path);
    return canonical == null ? path : canonical;
  }

  /** The stricter of two wishes about one place stands. */
  private void frozen(Path path, WhenAbsent whenAbsent) {
    frozen.merge(path, whenAbsent, (one, other) -> one.compareTo(other) <= 0 ? one : other);
  }

  // What is not read.

  private void hide() {
    for (String name : HiddenNames.HOME) {
      builtIn(folders.home().resolve(name));
    }
    for (String name : HiddenNames.OF_AGENT) {
      builtIn(folders.configFolder().resolve(name));
    }
    builtIn(folders.home().resolve(".claude.json"));
    HiddenNames.SYSTEM.forEach(name -> builtIn(Path.of(name)));
    settings.credentials().files().forEach(this::denied);
    settings.files().denyRead().forEach(this::denied);
    for (Rule.Files rule : policy.deny().reads()) {
      for (Path base : rule.pattern().bases()) {
        if (rule.pattern().patterns().isEmpty()) {
          deny(base, new Denial(base, true, true), rule.text().origin().place());
        } else {
          patterns.add(new Pattern(base, rule.pattern()::matches, true));
          grounds.add(new Ground("hidden", rule.text().text(), rule.text().origin().place()));
        }
      }
    }
  }

  private void builtIn(Path path) {
    if (!isOpened(path)) {
      hidden.add(path);
    }
  }

  /** Whether settings name a place that is hidden only because nobody says otherwise. */
  private boolean isOpened(Path path) {
    List<SourcedPath> opening = new ArrayList<>(settings.files().allowRead());
    opening.addAll(settings.files().allowWrite());
    for (SourcedPath opened : opening) {
      if (!isRepository(opened.origin().layer())
          && SandboxPath.read(opened, folders.home()) instanceof SandboxPath.Place(Path place)
          && place.equals(path)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRepository(Layer layer) {
    return layer == Layer.PROJECT || layer == Layer.LOCAL;
  }

  private void denied(SourcedPath path) {
    boolean managed = path.origin().layer() == Layer.MANAGED;
    switch (SandboxPath.read(path, folders.home())) {
      case SandboxPath.Place(Path place) -> {
        if (!isLifted(place, managed)) {
          deny(place, new Denial(place, false, managed), path.origin().place());
        }
      }
      case SandboxPath.Pattern pattern -> {
        patterns.add(new Pattern(pattern.base(), pattern::matches, true));
        grounds.add(new Ground("hidden", path.text(), path.origin().place()));
      }
      case SandboxPath.Unclear(String reason) ->
          remarks.add(path.origin().place() + ": \"" + path.text() + "\": " + reason);
    }
  }

  private void deny(Path place, Denial denial, String from) {
    denials.add(denial);
    hidden.add(place);
    grounds.add(new Ground("hidden", place.toString(), from));
  }

  /** Whether the same place is both denied and opened, and opening it counts for more. */
  private boolean isLifted(Path place, boolean managed) {
    for (SourcedPath opened : settings.files().allowRead()) {
      boolean same =
          SandboxPath.read(opened, folders.home()) instanceof SandboxPath.Place(Path path)
              && path.equals(place);
      if (same && mayOpen(opened, place) && (!managed || isManaged(opened))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isManaged(SourcedPath path) {
    return path.origin().layer() == Layer.MANAGED;
  }

  /** A repository opens nothing outside of itself. */
  private boolean mayOpen(SourcedPath opened, Path place) {
    return !isRepository(opened.origin().layer())
        || place.startsWith(opened.base())
        || place.startsWith(folders.folder());
  }

  private void show() {
    folders.readable().forEach(shown::add);
    for (SourcedPath opened : settings.files().allowRead()) {
      switch (SandboxPath.read(opened, folders.home())) {
        case SandboxPath.Place(Path place) -> {
          if (!mayOpen(opened, place)) {
            remarks.add(
                opened.origin().place()
                    + ": \""
                    + opened.text()
                    + "\": a repository opens nothing outside of itself");
          } else if (!isClosedFor(isManaged(opened), place)) {
            shown.add(place);
            grounds.add(new Ground("readable", place.toString(), opened.origin().place()));
          }
        }
        case SandboxPath.Pattern pattern ->
            remarks.add(
                opened.origin().place()
                    + ": \""
                    + opened.text()
                    + "\" is a pattern; only whole places can be opened again");
        case SandboxPath.Unclear(String reason) ->
            remarks.add(opened.origin().place() + ": \"" + opened.text() + "\": " + reason);
      }
    }
  }

  /** Whether a place lies in one that managed settings alone, or nobody, can open. */
  private boolean isClosedFor(boolean managed, Path place) {
    for (Denial denial : denials) {
      if (place.startsWith(denial.path()) && (denial.byRule() || (denial.managed() && !managed))) {
        return true;
      }
    }
    return false;
  }
}
