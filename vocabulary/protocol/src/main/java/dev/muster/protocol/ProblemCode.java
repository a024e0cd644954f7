package dev.muster.protocol;

/**
 * Everything that can end the agent's run badly, grouped by who can mend it.
 *
 * <p>Names and exit codes are stable: scripts rely on them. Everything that scripts written for the
 * established headless contract meet as exit code 1 is 1 here too; only a fault of ours differs.
 */
public enum ProblemCode {
  // The person: arguments, prompts, files that they wrote.
  BAD_ARGUMENTS(Blame.USER),
  NO_PROMPT(Blame.USER),
  BAD_INPUT_MESSAGE(Blame.USER),
  SETTINGS_INVALID(Blame.USER),
  SESSION_NOT_FOUND(Blame.USER),
  SESSION_FOREIGN(Blame.USER),
  SESSION_IN_USE(Blame.USER),
  SCHEMA_INVALID(Blame.USER),
  NO_CREDENTIAL(Blame.USER),
  // The policy in force.
  MANAGED_SETTINGS_INVALID(Blame.POLICY),
  MODE_FORBIDDEN(Blame.POLICY),
  LIMIT_REACHED(Blame.POLICY),
  // The model's side.
  MODEL_FAILED(Blame.UPSTREAM),
  // The machine: disk, memory, processes.
  DISK(Blame.RESOURCES),
  PROGRAM_MISSING(Blame.RESOURCES),
  SANDBOX_UNAVAILABLE(Blame.RESOURCES),
  // A fault of ours.
  INTERNAL(Blame.INTERNAL);

  /** Who can mend a problem. */
  public enum Blame {
    USER(1),
    POLICY(1),
    UPSTREAM(1),
    RESOURCES(1),
    INTERNAL(70);

    private final int exitCode;

    Blame(int exitCode) {
      this.exitCode = exitCode;
    }

    /** The exit code of every problem of this blame. */
    public int exitCode() {
      return exitCode;
    }
  }

  private final Blame blame;

  ProblemCode(Blame blame) {
    this.blame = blame;
  }

  /** Who can mend it. */
  public Blame blame() {
    return blame;
  }

  /** The exit code. */
  public int exitCode() {
    return blame.exitCode();
  }
}
