package dev.muster.protocol;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Answers what is on disk, for those who decide without touching it. Safe for several threads. */
public interface PathFacts {

  /**
   * Finds what an absolute path leads to, following every symbolic link.
   *
   * @throws IOException when that cannot be found out (a loop, no permission to look); whoever asks
   *     must then assume the worst
   */
  PathIdentity identify(Path absolute) throws IOException;

  /**
   * The same where it is known already what the folder of the path leads to.
   *
   * @param parent of the path's parent, as it was found a moment ago
   */
  default PathIdentity identifyIn(PathIdentity parent, Path absolute) throws IOException {
    return identify(absolute);
  }

  /**
   * The names in a folder, in no particular order.
   *
   * @param most at most so many are wanted; where there are more, one more than that is given
   * @throws IOException when it is no folder, or cannot be looked into
   */
  List<String> names(Path folder, int most) throws IOException;
}
