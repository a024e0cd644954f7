package dev.muster.protocol;

/**
 * The agent as a face drives it: one session, one turn at a time.
 *
 * <p>What happens meanwhile is told to the session's {@link EventSink}; questions go to its {@link
 * Asker}.
 */
public interface Agent {

  /**
   * Takes one turn and works until it is done. Turns are taken one after another; a second caller
   * waits.
   *
   * @return how it ended, the same as in the last event; never an exception for anything that can
   *     happen to a turn
   */
  TurnResult turn(Op op);

  /** Ends the turn under way, if there is one, and everything that it started. Returns at once. */
  void interrupt();

  /**
   * Changes the permission mode from the next decision on.
   *
   * @throws ProblemException when policy forbids that mode
   */
  void setMode(PermissionMode mode);

  /** Asks another model, by alias or full id, from the next request on. */
  void setModel(String model);

  /** What the session is at this moment. */
  SessionInfo info();
}
