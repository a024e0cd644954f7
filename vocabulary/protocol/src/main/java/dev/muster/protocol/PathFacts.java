package dev.muster.protocol;

import java.io.IOException;
import java.nio.file.Path;

/** Answers what is on disk, for those who decide without touching it. Safe for several threads. */
public interface PathFacts {

  /**
   * Finds what an absolute path leads to, following every symbolic link.
   *
   * @throws IOException when that cannot be found out (a loop, no permission to look); whoever asks
   *     must then assume the worst
   */
  PathIdentity identify(Path absolute) throws IOException;
}
