package dev.muster.transcript;

import dev.muster.protocol.TranscriptItem;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The sessions under a configuration folder, to be read from their first item to their last without
 * going on with them. Stateless and safe for several threads.
 */
public final class PastSessions {

  private final SessionPlaces places;

  /** Opens no file yet. */
  public PastSessions(Path configFolder) {
    this.places = new SessionPlaces(configFolder);
  }

  /**
   * One session.
   *
   * @param folder in which it worked
   * @param lastUsed when its file was last written
   */
  public record Past(String id, Path folder, Instant lastUsed, Path file) {}

  /**
   * The sessions of a folder, the one written last first.
   *
   * @param folder absolute and without symbolic links
   */
  public List<Past> of(Path folder) {
    List<Past> found = new ArrayList<>();
    addAll(places.project(folder), found);
    // two folders can share a name here: /a/b and /a-b
    found.removeIf(past -> !past.folder().equals(folder));
    return newestFirst(found);
  }

  /** The sessions of all folders, the one written last first. */
  public List<Past> all() {
    List<Past> found = new ArrayList<>();
    try (DirectoryStream<Path> projects = Files.newDirectoryStream(places.projects())) {
      projects.forEach(project -> addAll(project, found));
    } catch (IOException none) {
      return List.of();
    }
    return newestFirst(found);
  }

  private static List<Past> newestFirst(List<Past> found) {
    found.sort(Comparator.comparing(Past::lastUsed).reversed());
    return List.copyOf(found);
  }

  private static void addAll(Path project, List<Past> found) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(project)) {
      for (Path file : files) {
        past(file).ifPresent(found::add);
      }
    } catch (IOException none) {
      // no folder of sessions
    }
  }

  private static Optional<Past> past(Path file) {
    String name = String.valueOf(file.getFileName());
    if (!name.endsWith(SessionPlaces.SUFFIX)) {
      return Optional.empty();
    }
    String id = name.substring(0, name.length() - SessionPlaces.SUFFIX.length());
    if (!SessionPlaces.isSessionId(id) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      Instant lastUsed = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
      return OpenSessions.read(
          file,
          channel ->
              SessionFile.head(channel)
                  .filter(head -> head.header().sessionId().equals(id))
                  .map(head -> new Past(id, Path.of(head.header().cwd()), lastUsed, file)));
    } catch (IOException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  /**
   * Hands out every item of a session in order, compacted ones too, without what is only for
   * programs; lines that are damaged are left out.
   *
   * @param taker says whether it wants more
   * @throws IOException when the file cannot be read
   */
  public void read(Past past, Predicate<TranscriptItem> taker) throws IOException {
    OpenSessions.read(
        past.file(),
        channel -> {
          Optional<SessionFile.Head> head = SessionFile.head(channel);
          if (head.isPresent()) {
            ItemDecoder decoder = new ItemDecoder(false);
            Lines.forward(
                channel,
                head.get().end(),
                channel.size(),
                (bytes, offset, limit, at) -> {
                  TranscriptItem item = decoder.decode(bytes, offset, limit);
                  return item == null || taker.test(item) ? decoder.next() : -1;
                });
          }
          return true;
        });
  }
}
