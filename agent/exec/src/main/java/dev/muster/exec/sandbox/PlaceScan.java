package dev.muster.exec.sandbox;

import dev.muster.protocol.Confinement.HiddenPlace;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a pattern hides, since only what is found can be hidden.
 *
 * <p>Remembers what stood in each folder and looks again only into those that have changed. What
 * may not be listed cannot be read below either, as far as the pattern goes. Safe for use by
 * several threads.
 */
final class PlaceScan {

  /** How many folders are looked into for one pattern; beyond that the search is given up. */
  static final int MOST_FOLDERS = 100_000;

  /** A change within the clock's grain before a look may have been missed by it. */
  private static final Duration GRAIN = Duration.ofMillis(50);

  /**
   * What stood in a folder.
   *
   * @param settled whether a later change would show in the folder's time
   */
  private record Listing(FileTime changed, boolean settled, List<Path> folders, List<Path> meant) {}

  private final InstantSource clock;
  private final Map<HiddenPlace.Matching, Map<Path, Listing>> known = new HashMap<>();

  PlaceScan(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * The places that are meant, none of them below another one.
   *
   * @throws IOException when there are too many folders to tell
   */
  synchronized List<Path> find(HiddenPlace.Matching pattern) throws IOException {
    Map<Path, Listing> before = known.getOrDefault(pattern, Map.of());
    Map<Path, Listing> now = new HashMap<>();
    List<Path> meant = new ArrayList<>();
    List<Path> open = new ArrayList<>();
    open.add(pattern.base());
    while (!open.isEmpty()) {
      Path folder = open.removeLast();
      Listing listing = look(folder, before.get(folder), pattern);
      if (listing != null) {
        now.put(folder, listing);
        meant.addAll(listing.meant());
        open.addAll(listing.folders());
      }
      if (now.size() > MOST_FOLDERS) {
        throw new IOException(
            "a rule hides files by a pattern below "
                + pattern.base()
                + ", where there are more than "
                + MOST_FOLDERS
                + " folders to look into; write the rule so that it begins further down");
      }
    }
    known.put(pattern, now);
    return meant;
  }

  private @Nullable Listing look(
      Path folder, @Nullable Listing before, HiddenPlace.Matching pattern) {
    try {
      FileTime changed = attributes(folder).lastModifiedTime();
      if (before != null && before.settled() && before.changed().equals(changed)) {
        return before;
      }
      boolean settled = changed.toInstant().plus(GRAIN).isBefore(clock.instant());
      List<Path> folders = new ArrayList<>();
      List<Path> meant = new ArrayList<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          boolean isFolder = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
          if (pattern.matcher().matches(entry, isFolder)) {
            meant.add(entry);
          } else if (isFolder) {
            folders.add(entry);
          }
        }
      }
      return new Listing(changed, settled, folders, meant);
    } catch (IOException | DirectoryIteratorException notListed) {
      return null;
    }
  }

  private static BasicFileAttributes attributes(Path folder) throws IOException {
    BasicFileAttributes found =
        Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isDirectory()) {
      throw new NotDirectoryException(folder.toString());
    }
    return found;
  }
}
