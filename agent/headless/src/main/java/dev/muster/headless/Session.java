package dev.muster.headless;

import dev.muster.protocol.Agent;
import dev.muster.protocol.Asker;
import dev.muster.protocol.EventSink;
import dev.muster.protocol.ProblemException;
import org.jspecify.annotations.Nullable;

/** The agent, opened when it is first needed. Safe for use by several threads. */
final class Session {

  private final AgentOpener opener;
  private final EventSink events;
  private final Asker asker;
  private final Object lock = new Object();
  private HostOptions host = HostOptions.NONE;
  private volatile @Nullable Agent agent;
  private @Nullable ProblemException failure;
  private String firstModel = "";

  Session(AgentOpener opener, EventSink events, Asker asker) {
    this.opener = opener;
    this.events = events;
    this.asker = asker;
  }

  /** Takes the host's wishes; {@code false} when the session is open already. */
  boolean configure(HostOptions wishes) {
    synchronized (lock) {
      if (agent != null || failure != null) {
        return wishes.equals(HostOptions.NONE) || wishes.equals(host);
      }
      host = wishes;
      return true;
    }
  }

  /**
   * The agent.
   *
   * @throws ProblemException when the session cannot be opened, the same each time
   */
  Agent agent() {
    synchronized (lock) {
      if (failure != null) {
        throw failure;
      }
      Agent opened = agent;
      if (opened == null) {
        try {
          opened = opener.open(host, events, asker);
        } catch (ProblemException e) {
          failure = e;
          throw e;
        }
        firstModel = opened.info().model();
        agent = opened;
      }
      return opened;
    }
  }

  /** The model with which the session began; it is open. */
  String firstModel() {
    synchronized (lock) {
      return firstModel;
    }
  }

  /** Interrupts the agent's turn, if there is an agent. */
  void interrupt() {
    Agent opened = agent;
    if (opened != null) {
      opened.interrupt();
    }
  }
}
