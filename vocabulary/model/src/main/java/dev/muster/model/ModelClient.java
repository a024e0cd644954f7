package dev.muster.model;

import java.util.OptionalLong;
import java.util.function.Consumer;

/** Sends requests to a model. Implementations are safe for use by several threads. */
public interface ModelClient extends AutoCloseable {

  /**
   * Sends one request and waits for the end of its answer.
   *
   * <p>Attempts that fail before the answer begins are repeated as the provider allows; each repeat
   * is announced by {@link ModelEvent.Retrying}. Once an answer has begun nothing is repeated: a
   * break is {@link ModelAnswer.Broken}, and the caller decides.
   *
   * @param streamed whether to ask for a stream; otherwise the events of a whole answer come at
   *     once
   * @param events takes each event in order, on the calling thread
   * @throws InterruptedException when the thread is interrupted; the connection is then closed
   */
  ModelAnswer send(ModelRequest request, boolean streamed, Consumer<ModelEvent> events)
      throws InterruptedException;

  /**
   * Asks the provider how many tokens a request's prompt has. No model answers, and nothing is
   * charged.
   *
   * @return what the provider says, which it may call an estimate; empty where it cannot tell, or
   *     did not this time
   * @throws InterruptedException when the thread is interrupted
   */
  default OptionalLong countPrompt(ModelRequest request) throws InterruptedException {
    return OptionalLong.empty();
  }

  /** Closes all connections; a request under way fails. */
  @Override
  void close();
}
