package dev.muster.exec.sandbox;

import dev.muster.protocol.Confinement.Disk;
import dev.muster.protocol.Confinement.Frozen;
import dev.muster.protocol.Confinement.Frozen.WhenAbsent;
import dev.muster.protocol.Confinement.Pattern;
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
 * Finds what patterns hide or freeze, since only what is found can be.
 *
 * <p>Remembers what stood in each folder and looks again only into those that have changed. What
 * may not be listed cannot be read below either, as far as the pattern goes. Safe for use by
 * several threads.
 */
final class PlaceScan {

  /** How many folders are looked into for one pattern; beyond that the search is given up. */
  private static final int MOST_FOLDERS = 100_000;

  /** How many places all patterns together may mean; each costs every command a little. */
  private static final int MOST_PLACES = 1_000;

  /** A change within the clock's grain before a look may have been missed by it. */
  private static final Duration GRAIN = Duration.ofMillis(50);

  /**
   * What stood in a folder.
   *
   * @param settled whether a later change would show in the folder's time
   */
  private record Listing(FileTime changed, boolean settled, List<Path> folders, List<Path> meant) {}

  private final InstantSource clock;
  private final Map<Pattern, Map<Path, Listing>> known = new HashMap<>();

  PlaceScan(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Limits without patterns.
   *
   * @param remark what could not be held, for people; empty where everything could
   */
  record Found(Disk.Limited limits, String remark) {}

  /**
   * The same limits with the places that their patterns mean now.
   *
   * @throws IOException when not all that is to be hidden can be found
   */
  Found resolved(Disk.Limited limits) throws IOException {
    List<Path> hidden = new ArrayList<>(limits.hidden());
    List<Frozen> frozen = new ArrayList<>(limits.frozen());
    String remark = "";
    int places = 0;
    for (Pattern pattern : limits.patterns()) {
      try {
        List<Path> meant = find(pattern, roots(pattern, limits.writable()));
        places += meant.size();
        if (places > MOST_PLACES) {
          throw new IOException(
              "patterns mean more than "
                  + MOST_PLACES
                  + " places below "
                  + pattern.base()
                  + "; write rules that name the folders");
        }
        if (pattern.hidden()) {
          hidden.addAll(meant);
        } else {
          meant.forEach(path -> frozen.add(new Frozen(path, WhenAbsent.LEAVE)));
        }
      } catch (IOException tooMany) {
        if (pattern.hidden()) {
          throw tooMany;
        }
        // for its sake nothing ran unasked anyway
        remark = "what rules keep from being edited is not all kept: " + tooMany.getMessage();
      }
    }
    return new Found(
        new Disk.Limited(limits.writable(), frozen, hidden, limits.shown(), List.of()), remark);
  }

  /** Where to look: what is frozen matters only where it could be written. */
  private static List<Path> roots(Pattern pattern, List<Path> writable) {
    if (pattern.hidden() || writable.stream().anyMatch(pattern.base()::startsWith)) {
      return List.of(pattern.base());
    }
    return writable.stream().filter(root -> root.startsWith(pattern.base())).toList();
  }

  /**
   * The places that are meant, none of them below another one.
   *
   * @throws IOException when there are too many folders to tell
   */
  private synchronized List<Path> find(Pattern pattern, List<Path> roots) throws IOException {
    Map<Path, Listing> before = known.getOrDefault(pattern, Map.of());
    Map<Path, Listing> now = new HashMap<>();
    List<Path> meant = new ArrayList<>();
    List<Path> open = new ArrayList<>(roots);
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
            "a pattern stands for files below "
                + pattern.base()
                + ", where there are more than "
                + MOST_FOLDERS
                + " folders to look into; let it begin further down");
      }
    }
    known.put(pattern, now);
    return meant;
  }

  private @Nullable Listing look(Path folder, @Nullable Listing before, Pattern pattern) {
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
