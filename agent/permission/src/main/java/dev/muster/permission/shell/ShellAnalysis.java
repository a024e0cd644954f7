package dev.muster.permission.shell;

import java.nio.file.Path;

/** Reads a text as the executed shell would. Implementations are pure and thread-safe. */
@FunctionalInterface
public interface ShellAnalysis {

  /**
   * Finds every command that bash, started without profile, rc file or job control, would run.
   *
   * @param folder where the text runs: absolute and canonical
   */
  ShellReading analyse(String text, Path folder);
}
