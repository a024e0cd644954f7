package dev.muster.exec.sandbox;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Empty folders and files that stand where nothing may come into being, while commands run that
 * must not make it. A mount needs something to be mounted on.
 *
 * <p>Each is counted by the commands that need it, and removed with the last of them, if it is
 * still empty: whatever a person puts there meanwhile stays. Safe for use by several threads.
 */
final class MountPoints {

  private final RunFolder run;
  private final Map<Path, Integer> held = new HashMap<>();

  MountPoints(RunFolder run) {
    this.run = run;
  }

  /**
   * Makes sure that something stands at a path, until {@link #release}.
   *
   * @return whether something was made, or is held that was
   * @throws IOException when nothing can be made there
   */
  synchronized boolean hold(Path path, boolean folder) throws IOException {
    Integer count = held.get(path);
    if (count != null && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      held.put(path, count + 1);
      return true;
    }
    run.note(path);
    try {
      if (folder) {
        Files.createDirectory(path);
      } else {
        Files.createFile(path);
      }
    } catch (FileAlreadyExistsException somebodyElse) {
      return false;
    }
    held.merge(path, 1, Integer::sum);
    return true;
  }

  /** A disk on which what stands here for the sake of mounts does not exist. */
  DiskView without(DiskView disk) {
    return new DiskView() {
      @Override
      public Entry look(Path path) throws IOException {
        return isHeld(path) ? Entry.MISSING : disk.look(path);
      }

      @Override
      public @Nullable Path target(Path path) {
        return isHeld(path) ? null : disk.target(path);
      }

      @Override
      public boolean isShut(Path folder) {
        return disk.isShut(folder);
      }
    };
  }

  private synchronized boolean isHeld(Path path) {
    return held.containsKey(path);
  }

  /** Takes back one {@link #hold} that made something or counted. */
  synchronized void release(Path path) {
    Integer count = held.get(path);
    if (count == null) {
      return;
    }
    if (count > 1) {
      held.put(path, count - 1);
      return;
    }
    held.remove(path);
    removeEmpty(path);
  }

  /** Takes everything back. */
  synchronized void releaseAll() {
    held.keySet().forEach(MountPoints::removeEmpty);
    held.clear();
  }

  /** Removes an empty folder or an empty file; anything else stays. */
  static void removeEmpty(Path path) {
    try {
      BasicFileAttributes found =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (found.isDirectory() || (found.isRegularFile() && found.size() == 0)) {
        // a folder that is not empty is not deleted
        Files.delete(path);
      }
    } catch (NoSuchFileException gone) {
      // That is how it should be.
    } catch (IOException left) {
      // It is empty, and was not there before.
    }
  }
}
