package dev.muster.server;

/** Ends a command with an exit code and words for people: what happened, why, what to do. */
public final class Failure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  /** With words for people. */
  public Failure(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** With words for people, and the cause for a log. */
  public Failure(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** How the program ends. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** The words for people. */
  public String words() {
    return String.valueOf(getMessage());
  }
}
