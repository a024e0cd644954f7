package dev.muster.exec.sandbox;

import dev.muster.exec.Confiner;
import dev.muster.protocol.Confinement;
import java.io.IOException;
import java.nio.file.Path;

/** One way to confine processes. Implementations are safe for use by several threads. */
interface Backend extends AutoCloseable {

  /**
   * Tries whether it really works here. Asked once for each value.
   *
   * @param weakerNesting whether the processes of an outer container may stay visible
   */
  Support probe(boolean weakerNesting);

  /**
   * Readies a program.
   *
   * @throws IOException when it cannot be confined so
   */
  Confiner.Launch ready(Confiner.Program program, Confinement.Confined limits) throws IOException;

  /** The folder for the commands' temporary files. */
  Path temp() throws IOException;

  @Override
  void close();
}
