package dev.muster.exec.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which places a command keeps under Landlock, which knows no exceptions: what is kept of a folder
 * is kept of all below it.
 *
 * <p>So a folder with something hidden or frozen in it is kept piece by piece. Of such a folder
 * that may otherwise be written, only what is in it already may be: nothing can be made, removed or
 * renamed directly in it, since that could be what is frozen.
 */
final class LandlockPlan {

  /** Devices that programs need and that lead nowhere. */
  private static final List<String> DEVICES =
      List.of("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty");

  private static final int DEEPEST = 60;

  private final List<String> words = new ArrayList<>();
  private final MountPlan plan;

  private LandlockPlan(MountPlan plan) {
    this.plan = plan;
  }

  /** The words of the plan for {@link dev.muster.exec.landlock.LandlockMain}. */
  static List<String> of(MountPlan plan, List<Path> reports) {
    LandlockPlan made = new LandlockPlan(plan);
    made.readAll(Path.of("/"), 0);
    for (MountPlan.Mount mount : plan.mounts()) {
      if (mount.kind() == MountPlan.Kind.WRITABLE) {
        made.write(mount.path(), mount.folder(), 0);
      } else if (mount.kind() == MountPlan.Kind.SHOWN) {
        made.read(mount.path(), mount.folder(), 0);
      }
    }
    DEVICES.forEach(device -> made.words.add("c " + device));
    made.words.add("r /dev/pts");
    reports.forEach(report -> made.words.add("c " + report));
    return made.words;
  }

  private void readAll(Path root, int depth) {
    for (Path child : children(root)) {
      if (!child.equals(Path.of("/dev"))) {
        read(child, isFolder(child), depth + 1);
      }
    }
    words.add("l " + root);
  }

  /** Keeps reading a place, but for what is hidden in it. */
  private void read(Path path, boolean folder, int depth) {
    if (kindAt(path) == MountPlan.Kind.HIDDEN || Files.isSymbolicLink(path)) {
      return;
    }
    if (!folder) {
      words.add("f " + path);
    } else if (!leadsTo(path, Set.of(MountPlan.Kind.HIDDEN))) {
      words.add("r " + path);
    } else if (depth < DEEPEST) {
      words.add("l " + path);
      for (Path child : children(path)) {
        read(child, isFolder(child), depth + 1);
      }
    }
  }

  /** Keeps writing a place, but for what is hidden or frozen in it. */
  private void write(Path path, boolean folder, int depth) {
    MountPlan.Kind kind = kindAt(path);
    boolean closed = kind == MountPlan.Kind.HIDDEN || kind == MountPlan.Kind.FROZEN;
    if (closed || Files.isSymbolicLink(path)) {
      return;
    }
    if (!folder) {
      words.add("c " + path);
    } else if (!leadsTo(path, Set.of(MountPlan.Kind.HIDDEN, MountPlan.Kind.FROZEN))) {
      words.add("w " + path);
    } else if (depth < DEEPEST) {
      for (Path child : children(path)) {
        write(child, isFolder(child), depth + 1);
      }
    }
  }

  /** What the plan says of exactly that place; writable where it says nothing. */
  private MountPlan.Kind kindAt(Path path) {
    MountPlan.Kind kind = MountPlan.Kind.WRITABLE;
    for (MountPlan.Mount mount : plan.mounts()) {
      if (mount.path().equals(path)) {
        kind = mount.kind();
      }
    }
    return kind;
  }

  private boolean leadsTo(Path folder, Set<MountPlan.Kind> kinds) {
    for (MountPlan.Mount mount : plan.mounts()) {
      if (kinds.contains(mount.kind()) && mount.path().startsWith(folder)) {
        return true;
      }
    }
    for (Path unwanted : plan.unwanted()) {
      if (unwanted.startsWith(folder)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static List<Path> children(Path folder) {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(children::add);
    } catch (IOException | DirectoryIteratorException notListed) {
      // What cannot be listed is not kept.
    }
    return children;
  }
}
