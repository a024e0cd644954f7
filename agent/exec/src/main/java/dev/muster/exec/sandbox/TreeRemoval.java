package dev.muster.exec.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Removes a tree that somebody hostile may still be changing: every step is taken from an open
 * folder and follows no link. What cannot be removed stays. Stateless.
 */
final class TreeRemoval {

  private static final int DEEPEST = 300;

  private TreeRemoval() {}

  /** Removes whatever stands at that path. */
  static void remove(Path path) {
    Path parent = path.getParent();
    Path name = path.getFileName();
    if (parent == null || name == null) {
      return;
    }
    try (DirectoryStream<Path> folder = Files.newDirectoryStream(parent)) {
      if (folder instanceof SecureDirectoryStream<Path> secure) {
        remove(secure, name, 0);
      } else {
        Files.deleteIfExists(path);
      }
    } catch (IOException left) {
      // It is private; nothing depends on its absence.
    }
  }

  private static void remove(SecureDirectoryStream<Path> folder, Path name, int depth) {
    try {
      BasicFileAttributes found = attributes(folder, name);
      if (found == null) {
        return;
      }
      if (!found.isDirectory()) {
        folder.deleteFile(name);
        return;
      }
      if (depth < DEEPEST) {
        open(folder, name);
        try (SecureDirectoryStream<Path> inside =
            folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
          for (Path entry : inside) {
            Path last = entry.getFileName();
            if (last != null) {
              remove(inside, last, depth + 1);
            }
          }
        }
      }
      folder.deleteDirectory(name);
    } catch (IOException | DirectoryIteratorException left) {
      // The folder above then stays too.
    }
  }

  private static @Nullable BasicFileAttributes attributes(
      SecureDirectoryStream<Path> folder, Path name) {
    try {
      return folder
          .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .readAttributes();
    } catch (IOException gone) {
      return null;
    }
  }

  /** Lets its owner list a folder that was closed. */
  private static void open(SecureDirectoryStream<Path> folder, Path name) {
    PosixFileAttributeView view =
        folder.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    try {
      if (view != null) {
        view.setPermissions(PosixFilePermissions.fromString("rwx------"));
      }
    } catch (IOException notOurs) {
      // Listing it then fails as well.
    }
  }
}
