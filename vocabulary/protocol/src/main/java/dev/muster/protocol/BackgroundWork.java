package dev.muster.protocol;

import java.time.Duration;
import java.util.List;

/**
 * The background commands of a session, as whoever drives the conversation sees them.
 *
 * <p>The model must learn of a command's end: ended tasks are handed out once by {@link
 * #takeEnded}, and {@link #notice} says what to tell it. Safe for use by several threads.
 */
public interface BackgroundWork {

  /** The tasks that run now. */
  List<BackgroundTask> running();

  /**
   * The tasks that ended since the last call, in order, and that the model does not know of yet:
   * not those that it stopped itself, nor those whose end a tool result has told it.
   */
  List<BackgroundTask> takeEnded();

  /**
   * Waits until {@link #takeEnded} has something, nothing runs any more, or the time is over.
   *
   * @return whether {@link #takeEnded} has something
   */
  boolean awaitEnded(Duration atMost) throws InterruptedException;

  /** What the model is told of a task that ended, as a text of the agent in the user's role. */
  String notice(BackgroundTask ended);

  /** Ends everything that runs, with all that came from it, within about a second. */
  void stopAll();
}
