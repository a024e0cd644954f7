package dev.muster.cli;

import dev.muster.protocol.Agent;
import dev.muster.protocol.BackgroundWork;
import dev.muster.protocol.Op;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.SessionInfo;
import dev.muster.protocol.TurnResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An agent whose turn is over only when the background commands that it started are: each that ends
 * soon gives the model a further turn, the others are stopped.
 *
 * <p>Source: the observed headless contract, "Background".
 */
final class FollowUps implements Agent {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Agent agent;
  private final BackgroundWork work;
  private final Object lock = new Object();
  private @Nullable Thread waiting;
  private boolean stopped;

  FollowUps(Agent agent, BackgroundWork work) {
    this.agent = agent;
    this.work = work;
  }

  @Override
  public TurnResult turn(Op op) {
    TurnResult result = agent.turn(op);
    while (result.end() instanceof TurnResult.End.Completed && awaitEnded()) {
      result = agent.turn(new Op.News());
    }
    work.stopAll();
    return result;
  }

  private boolean awaitEnded() {
    synchronized (lock) {
      if (stopped) {
        return false;
      }
      waiting = Thread.currentThread();
    }
    try {
      return work.awaitEnded(PATIENCE);
    } catch (InterruptedException interrupted) {
      return false;
    } finally {
      synchronized (lock) {
        waiting = null;
        if (stopped) {
          Thread.interrupted();
        }
      }
    }
  }

  @Override
  public void interrupt() {
    synchronized (lock) {
      stopped = true;
      if (waiting != null) {
        waiting.interrupt();
      }
    }
    agent.interrupt();
  }

  @Override
  public void setMode(PermissionMode mode) {
    agent.setMode(mode);
  }

  @Override
  public void setModel(String model) {
    agent.setModel(model);
  }

  @Override
  public SessionInfo info() {
    return agent.info();
  }
}
