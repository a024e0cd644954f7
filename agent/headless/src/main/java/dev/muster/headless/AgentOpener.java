package dev.muster.headless;

import dev.muster.protocol.Agent;
import dev.muster.protocol.Asker;
import dev.muster.protocol.EventSink;

/** Opens the session once it is known what the host wants of it. */
@FunctionalInterface
public interface AgentOpener {

  /**
   * Opens the session; called at most once a run, perhaps on another thread than the turns.
   *
   * @throws dev.muster.protocol.ProblemException when it cannot be opened; the run then reports the
   *     problem and ends with its exit code
   */
  Agent open(HostOptions host, EventSink events, Asker asker);
}
