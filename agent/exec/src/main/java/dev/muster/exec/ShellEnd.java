package dev.muster.exec;

/** How a shell command ended. */
public sealed interface ShellEnd {

  /**
   * The status for the record: that of the shell, 128 + the signal's number when a signal ended it.
   */
  int exitCode();

  /** Whether it came to its end by itself, with status 0. */
  default boolean isSuccess() {
    return false;
  }

  /** It came to its end by itself. */
  record Exited(int exitCode) implements ShellEnd {
    @Override
    public boolean isSuccess() {
      return exitCode == 0;
    }
  }

  /** Somebody had it ended through {@link ShellJob#kill}. */
  record Killed(int exitCode) implements ShellEnd {}

  /** It was ended because it wrote more than its files may hold. */
  record TooMuchOutput(int exitCode, long limit) implements ShellEnd {}
}
