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
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Removes a tree that somebody hostile may still be changing: every step is taken from an open
 * folder and follows no link. What cannot be removed stays. Stateless.
 */
final class TreeRemoval {

  private static final int DEEPEST = 300;

  private TreeRemoval() {}

  /** Removes whatever stands at that path, except in folders that were closed to their owner. */
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

  /** The same where nobody changes the tree any more: closed folders are opened first. */
  static void removeAll(Path path) {
    open(path, 0);
    remove(path);
  }

  private static void open(Path folder, int depth) {
    if (depth > DEEPEST || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      if (!Files.isReadable(folder) || !Files.isWritable(folder) || !Files.isExecutable(folder)) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          open(entry, depth + 1);
        }
      }
    } catch (IOException | DirectoryIteratorException notOurs) {
      // It cannot be removed either.
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
        inside(folder, name, depth);
      }
      folder.deleteDirectory(name);
    } catch (IOException left) {
      // The folder above then stays too.
    }
  }

  private static void inside(SecureDirectoryStream<Path> folder, Path name, int depth) {
    try (SecureDirectoryStream<Path> inside =
        folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
      for (Path entry : inside) {
        Path last = entry.getFileName();
        if (last != null) {
          remove(inside, last, depth + 1);
        }
      }
    } catch (IOException | DirectoryIteratorException closed) {
      // Where it is empty it can be removed all the same.
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
}
