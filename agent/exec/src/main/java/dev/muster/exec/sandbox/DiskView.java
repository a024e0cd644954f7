package dev.muster.exec.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** What stands on a disk, as far as mounts are concerned. */
interface DiskView {

  /** What stands at a path. */
  enum Entry {
    FOLDER,
    /** A file, or anything else that is no folder. */
    FILE,
    LINK,
    MISSING
  }

  /**
   * What stands at a path, which is not followed.
   *
   * @throws IOException when that cannot be found out
   */
  Entry look(Path path) throws IOException;

  /** Where a path really leads; {@code null} where it leads nowhere. */
  @Nullable Path target(Path path);

  /** Whether neither we nor commands of ours can make anything in a folder. */
  boolean isShut(Path folder);

  /** The disk of this machine. */
  DiskView REAL =
      new DiskView() {
        @Override
        public Entry look(Path path) throws IOException {
          try {
            BasicFileAttributes found =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return found.isSymbolicLink()
                ? Entry.LINK
                : found.isDirectory() ? Entry.FOLDER : Entry.FILE;
          } catch (NoSuchFileException | NotDirectoryException none) {
            return Entry.MISSING;
          } catch (IOException closed) {
            // below a folder that this user may not enter; commands of this user may not either
            if (isClosed(path)) {
              return Entry.MISSING;
            }
            throw closed;
          }
        }

        private boolean isClosed(Path path) {
          for (Path at = path.getParent(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
              return !Files.isExecutable(at) && !isOurs(at);
            }
          }
          return false;
        }

        private boolean isOurs(Path folder) {
          try {
            return Files.getAttribute(folder, "unix:uid")
                .equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
          } catch (IOException | UnsupportedOperationException cannotTell) {
            return true;
          }
        }

        @Override
        public boolean isShut(Path folder) {
          return !Files.isWritable(folder) && !isOurs(folder);
        }

        @Override
        public @Nullable Path target(Path path) {
          try {
            return path.toRealPath();
          } catch (IOException nowhere) {
            return null;
          }
        }
      };
}
