package dev.muster.server;

/** The exit codes of {@code muster console}, as docs/operations.md lists them. */
public enum ExitCode {
  /** All went well. */
  OK(0),
  /** What was asked for was refused, or a check found a fault. */
  FAILED(1),
  /** The command line is wrong. */
  USAGE(2),
  /** The console is not running, or cannot be reached. */
  NOT_RUNNING(3),
  /** The configuration has a fault, or a secret that it refers to is missing. */
  CONFIGURATION(4),
  /** The database cannot be started or reached. */
  DATABASE(5),
  /** The port is taken, or the data folder is in use by another console. */
  TAKEN(6),
  /** A fault of the console itself. */
  INTERNAL(70);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number. */
  public int code() {
    return code;
  }
}
