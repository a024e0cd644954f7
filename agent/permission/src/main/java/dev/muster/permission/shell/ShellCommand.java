package dev.muster.permission.shell;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One simple command as the shell would run it.
 *
 * @param assignments made before the command word, for this command alone, or for the shell where
 *     there is no command word
 * @param argv the command word and its arguments after quote removal; empty for bare assignments or
 *     redirections
 * @param folder where it runs, or {@code null} where that depends on whether an earlier {@code cd}
 *     succeeded or led elsewhere
 * @param text the part of the whole text from which it was read, for people
 */
public record ShellCommand(
    List<Assignment> assignments,
    List<String> argv,
    List<Redirection> redirections,
    @Nullable Path folder,
    String text) {
  public ShellCommand {
    assignments = List.copyOf(assignments);
    argv = List.copyOf(argv);
    redirections = List.copyOf(redirections);
  }

  /** {@code NAME=value} before a command. */
  public record Assignment(String name, String value) {}

  /**
   * A redirection of a file descriptor.
   *
   * @param target a path as written after quote removal; for {@link Kind#DUPLICATE} the descriptor
   */
  public record Redirection(Kind kind, String target) {}

  /** What a redirection does with its target. */
  public enum Kind {
    READ,
    WRITE,
    APPEND,
    READ_WRITE,
    /** Makes one descriptor a copy of another, or closes it; touches no file. */
    DUPLICATE
  }
}
