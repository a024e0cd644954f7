package dev.muster.transcript;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/**
 * Removes old sessions of ours. A file is ours when its first line says so; nothing is removed
 * through a symbolic link, and nothing that a process has open.
 */
final class Expiry {

  private static final String MARK = ".muster-last-expiry";
  private static final Duration BETWEEN = Duration.ofDays(1);

  private final SessionPlaces places;
  private final Instant now;
  private int removed;

  Expiry(SessionPlaces places, Instant now) {
    this.places = places;
    this.now = now;
  }

  int run(int days) {
    Instant before = now.minus(Duration.ofDays(days));
    try {
      if (!isDue()) {
        return 0;
      }
      try (DirectoryStream<Path> projects = Files.newDirectoryStream(places.projects())) {
        for (Path project : projects) {
          if (Files.isDirectory(project, LinkOption.NOFOLLOW_LINKS)) {
            project(project, before);
          }
        }
      }
    } catch (IOException nextTime) {
      return removed;
    }
    return removed;
  }

  private boolean isDue() throws IOException {
    Path mark = places.projects().resolve(MARK);
    if (!Files.isDirectory(places.projects())) {
      return false;
    }
    if (Files.exists(mark, LinkOption.NOFOLLOW_LINKS)) {
      Instant last = Files.getLastModifiedTime(mark, LinkOption.NOFOLLOW_LINKS).toInstant();
      if (last.isAfter(now.minus(BETWEEN)) && !last.isAfter(now)) {
        return false;
      }
      Files.delete(mark);
    }
    Files.createFile(mark);
    Files.setLastModifiedTime(mark, FileTime.from(now));
    return true;
  }

  private void project(Path project, Instant before) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(project, "*.jsonl")) {
      for (Path file : files) {
        try {
          session(file, before);
        } catch (IOException leftForTheNextTime) {
          // one file that cannot be removed keeps no other
        }
      }
    }
  }

  private void session(Path file, Instant before) throws IOException {
    String name = String.valueOf(file.getFileName());
    String id = name.substring(0, name.length() - SessionPlaces.SUFFIX.length());
    if (!SessionPlaces.isSessionId(id) || OpenSessions.has(file) || !isOld(file, before)) {
      return;
    }
    try (FileChannel channel = SessionFile.openForWriting(file)) {
      // a process may have taken it up again since its time was read
      if (SessionFile.owner(channel) == SessionFile.Owner.FOREIGN
          || !SessionFile.lock(channel)
          || !isOld(file, before)) {
        return;
      }
      removeToolResults(file.resolveSibling(id));
      Files.delete(file);
      removed++;
    }
  }

  private static boolean isOld(Path file, Instant before) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant().isBefore(before);
  }

  /** Removes the files of the tool results, and the folders if nothing else is in them. */
  private static void removeToolResults(Path session) throws IOException {
    Path results = session.resolve("tool-results");
    if (!Files.isDirectory(session, LinkOption.NOFOLLOW_LINKS)
        || !Files.isDirectory(results, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(results)) {
      for (Path file : files) {
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.delete(file);
        }
      }
    }
    removeIfEmpty(results);
    removeIfEmpty(session);
  }

  private static void removeIfEmpty(Path folder) throws IOException {
    try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
      if (inside.iterator().hasNext()) {
        return;
      }
    }
    Files.delete(folder);
  }
}
