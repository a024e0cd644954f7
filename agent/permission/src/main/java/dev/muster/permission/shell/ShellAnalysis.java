package dev.muster.permission.shell;

import dev.muster.permission.shell.ShellCommand.Assignment;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a text as the executed shell would. Implementations are pure and thread-safe. */
@FunctionalInterface
public interface ShellAnalysis {

  /**
   * Finds every command that bash, started without profile, rc file or job control, would run.
   *
   * @param folder where the text runs, absolute and canonical; {@code null} where that is not
   *     certain
   * @param environment the variables that were set for this shell, besides those that every shell
   *     of the session gets
   */
  ShellReading analyse(String text, @Nullable Path folder, List<Assignment> environment);

  /** The same where nothing was set. */
  default ShellReading analyse(String text, @Nullable Path folder) {
    return analyse(text, folder, List.of());
  }
}
