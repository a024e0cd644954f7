package dev.muster.protocol;

import dev.muster.model.ToolCall;

/** Puts questions about calls to whoever may answer them. Safe for use by several threads. */
@FunctionalInterface
public interface Asker {

  /**
   * Asks about a call and waits for the answer.
   *
   * @throws InterruptedException when the turn is stopped meanwhile
   */
  Answer ask(ToolCall call, Question question) throws InterruptedException;
}
