package dev.muster.protocol;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a path leads to at one moment.
 *
 * @param written the path as it was given: absolute and lexically normal
 * @param hops every location passed on the way, each absolute: the path as written, then the path
 *     after each symbolic link was replaced; the last one is {@code canonical}. A link from which a
 *     later {@code ..} leads away is one of them itself
 * @param canonical the location reached, without any symbolic link. For a path that does not exist,
 *     the nearest existing folder's canonical location followed by the missing components
 * @param fileKey the operating system's identity of an existing file (device and inode); {@code
 *     null} when it does not exist or the system has none
 */
public record PathIdentity(
    Path written, List<Path> hops, Path canonical, Kind kind, @Nullable Object fileKey) {

  /** What stands at the canonical location. */
  public enum Kind {
    FILE,
    FOLDER,
    MISSING,
    /** A device, pipe or socket. */
    OTHER
  }

  public PathIdentity {
    hops = List.copyOf(hops);
  }
}
