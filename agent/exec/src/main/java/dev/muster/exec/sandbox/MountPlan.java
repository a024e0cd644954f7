package dev.muster.exec.sandbox;

import dev.muster.protocol.Confinement.Disk;
import dev.muster.protocol.Confinement.Frozen;
import dev.muster.protocol.Confinement.Frozen.WhenAbsent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which mounts give a command its view of the disk, in the order in which they are made.
 *
 * <p>First the whole disk, read-only. On it a mount of each folder that leads to something
 * protected, onto itself: it is covered by what follows and seen by nobody, but a folder that is
 * mounted on cannot be renamed or removed, so that what is protected cannot be carried away with
 * it. Then, from the root downwards, what may be written, what is hidden, what is shown again and
 * what is frozen, so that the deeper place always wins; of one place, the stricter.
 */
final class MountPlan {

  /** In the order in which they are made at one place; the last one counts. */
  enum Kind {
    WRITABLE,
    SHOWN,
    HIDDEN,
    FROZEN
  }

  /** One mount. */
  record Mount(Path path, Kind kind, boolean folder) {}

  private final List<Mount> mounts = new ArrayList<>();
  private final Set<Path> pins =
      new TreeSet<>(
          Comparator.comparingInt(Path::getNameCount).thenComparing(Comparator.naturalOrder()));
  private final List<Placeholder> placeholders = new ArrayList<>();
  private final List<Path> unwanted = new ArrayList<>();
  private final DiskView disk;

  /** Something to stand where nothing may come into being. */
  record Placeholder(Path path, boolean folder) {}

  private MountPlan(DiskView disk) {
    this.disk = disk;
  }

  /**
   * Plans the mounts.
   *
   * @param limits without patterns: what those mean must have been found
   * @param temp the commands' temporary folder
   * @throws IOException when a place cannot be protected so
   */
  static MountPlan of(Disk.Limited limits, Path temp, DiskView disk) throws IOException {
    MountPlan plan = new MountPlan(disk);
    List<Path> writable = new ArrayList<>(limits.writable());
    writable.add(temp);
    List<Mount> wanted = new ArrayList<>();
    for (Path root : writable) {
      DiskView.Entry entry = disk.look(root);
      if (entry == DiskView.Entry.FOLDER || entry == DiskView.Entry.FILE) {
        wanted.add(new Mount(root, Kind.WRITABLE, entry == DiskView.Entry.FOLDER));
      }
    }
    List<Path> roots = wanted.stream().map(Mount::path).toList();
    for (Path path : limits.hidden()) {
      plan.hide(path, roots, wanted);
    }
    for (Path path : limits.shown()) {
      DiskView.Entry entry = disk.look(path);
      if (entry == DiskView.Entry.FOLDER || entry == DiskView.Entry.FILE) {
        wanted.add(new Mount(path, Kind.SHOWN, entry == DiskView.Entry.FOLDER));
      }
    }
    for (Frozen frozen : limits.frozen()) {
      plan.freeze(frozen, roots, wanted);
    }
    plan.settle(wanted);
    return plan;
  }

  /** All mounts, the upper ones first. */
  List<Mount> mounts() {
    return mounts;
  }

  /** The folders to be mounted onto themselves, the upper ones first. */
  List<Path> pins() {
    return List.copyOf(pins);
  }

  /** What has to be made before the mounts can be. */
  List<Placeholder> placeholders() {
    return placeholders;
  }

  /** What is not there and must not be there afterwards. */
  List<Path> unwanted() {
    return unwanted;
  }

  private void hide(Path path, List<Path> roots, List<Mount> wanted) throws IOException {
    switch (disk.look(path)) {
      case FOLDER -> wanted.add(new Mount(path, Kind.HIDDEN, true));
      case FILE -> wanted.add(new Mount(path, Kind.HIDDEN, false));
      case LINK -> {
        Path target = disk.target(path);
        if (target != null) {
          hide(target, roots, wanted);
        }
      }
      case MISSING -> {
        Path real = leadsTo(path);
        Path root = nearest(real, roots);
        if (root != null && !real.equals(root)) {
          Path first = firstMissing(real, root, true);
          if (!isShut(first)) {
            placeholder(first, true);
            wanted.add(new Mount(first, Kind.HIDDEN, true));
          }
        }
      }
    }
  }

  /** Where a path that is missing would be: what leads to it is followed as far as it exists. */
  private Path leadsTo(Path path) {
    for (Path at = path.getParent(); at != null; at = at.getParent()) {
      Path real = disk.target(at);
      if (real != null) {
        return real.resolve(at.relativize(path));
      }
    }
    return path;
  }

  private void freeze(Frozen frozen, List<Path> roots, List<Mount> wanted) throws IOException {
    Path path = frozen.path();
    boolean strict =
        frozen.whenAbsent() == WhenAbsent.FOLDER || frozen.whenAbsent() == WhenAbsent.FILE;
    Path root = nearest(path, roots);
    if (root != null && !path.equals(root)) {
      Path first = firstMissing(path, root, strict);
      if (disk.look(first) == DiskView.Entry.MISSING) {
        absent(frozen, first, wanted);
        return;
      }
    }
    DiskView.Entry entry = disk.look(path);
    if (entry == DiskView.Entry.FOLDER || entry == DiskView.Entry.FILE) {
      wanted.add(new Mount(path, Kind.FROZEN, entry == DiskView.Entry.FOLDER));
    }
    Path target = disk.target(path);
    if (target != null && !target.equals(path)) {
      wanted.add(new Mount(target, Kind.FROZEN, disk.look(target) == DiskView.Entry.FOLDER));
    }
  }

  private void absent(Frozen frozen, Path first, List<Mount> wanted) {
    switch (frozen.whenAbsent()) {
      case FOLDER, FILE -> {
        if (isShut(first)) {
          return;
        }
        boolean folder = frozen.whenAbsent() == WhenAbsent.FOLDER || !first.equals(frozen.path());
        placeholder(first, folder);
        wanted.add(new Mount(first, Kind.FROZEN, folder));
      }
      case REMOVE -> unwanted.add(frozen.path());
      case LEAVE -> {}
    }
  }

  private boolean isShut(Path missing) {
    Path folder = missing.getParent();
    return folder != null && disk.isShut(folder);
  }

  private void placeholder(Path path, boolean folder) {
    Placeholder made = new Placeholder(path, folder);
    if (!placeholders.contains(made)) {
      placeholders.add(made);
    }
  }

  /**
   * The first component below a root that is missing; the whole path where none is.
   *
   * @param strict whether a link on the way cannot be put up with
   */
  private Path firstMissing(Path path, Path root, boolean strict) throws IOException {
    Path at = root;
    for (Path name : root.relativize(path)) {
      at = at.resolve(name);
      switch (disk.look(at)) {
        case MISSING -> {
          return at;
        }
        case LINK -> {
          if (strict) {
            throw new IOException(
                at
                    + " is a symbolic link, and a command could put another one in its place;"
                    + " put what it leads to there instead, or let commands run unconfined");
          }
        }
        case FOLDER, FILE -> {}
      }
    }
    return path;
  }

  /** Keeps what changes anything, from the root downwards, and pins the ways to it. */
  private void settle(List<Mount> wanted) {
    Set<Mount> ordered = new LinkedHashSet<>();
    wanted.stream()
        .sorted(
            Comparator.comparingInt((Mount mount) -> mount.path().getNameCount())
                .thenComparing(Mount::path)
                .thenComparing(Mount::kind))
        .forEach(ordered::add);
    for (Mount mount : ordered) {
      Mount above = above(mount.path());
      Kind ruling = above == null ? null : above.kind();
      boolean changes =
          switch (mount.kind()) {
            case WRITABLE -> ruling != Kind.WRITABLE;
            case SHOWN -> ruling == Kind.HIDDEN;
            case HIDDEN -> ruling != Kind.HIDDEN;
            case FROZEN -> ruling == Kind.WRITABLE;
          };
      if (changes) {
        mounts.add(mount);
        pin(mount);
      }
    }
    placeholders.removeIf(made -> mounts.stream().noneMatch(m -> m.path().equals(made.path())));
  }

  /** The mount that rules a place so far: the deepest one at or above it. */
  private @Nullable Mount above(Path path) {
    for (int i = mounts.size() - 1; i >= 0; i--) {
      if (path.startsWith(mounts.get(i).path())) {
        return mounts.get(i);
      }
    }
    return null;
  }

  private void pin(Mount mount) {
    if (mount.kind() != Kind.FROZEN && mount.kind() != Kind.HIDDEN) {
      return;
    }
    for (Mount root : mounts) {
      if (root.kind() == Kind.WRITABLE && isBelow(mount.path(), root.path())) {
        for (Path at = mount.path().getParent();
            at != null && isBelow(at, root.path());
            at = at.getParent()) {
          pins.add(at);
        }
      }
    }
  }

  private static boolean isBelow(Path path, Path folder) {
    return path.startsWith(folder) && !path.equals(folder);
  }

  private static @Nullable Path nearest(Path path, List<Path> roots) {
    Path nearest = null;
    for (Path root : roots) {
      if (path.startsWith(root)
          && (nearest == null || root.getNameCount() > nearest.getNameCount())) {
        nearest = root;
      }
    }
    return nearest;
  }
}
