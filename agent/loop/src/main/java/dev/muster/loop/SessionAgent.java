package dev.muster.loop;

import dev.muster.protocol.Agent;
import dev.muster.protocol.Event;
import dev.muster.protocol.Op;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.SessionInfo;
import dev.muster.protocol.TurnResult;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The agent of one session: takes turns one after another and can be stopped from any thread.
 *
 * <p>What a turn does is in {@link Turn}; here is only what outlives a turn.
 */
public final class SessionAgent implements Agent {

  private final LoopParts parts;
  private final LoopLimits limits;
  private final BiConsumer<PermissionMode, SessionInfo> modeGuard;
  private final UnaryOperator<String> modelNames;
  private final ReentrantLock oneTurn = new ReentrantLock();
  private final Object working = new Object();
  private volatile SessionInfo info;
  private @Nullable Thread worker;
  private boolean stopRequested;

  /**
   * Starts a session.
   *
   * @param info with the model's full id
   * @param modeGuard throws a ProblemException for a mode that policy forbids
   * @param modelNames full id of a model's alias
   */
  public SessionAgent(
      LoopParts parts,
      LoopLimits limits,
      SessionInfo info,
      BiConsumer<PermissionMode, SessionInfo> modeGuard,
      UnaryOperator<String> modelNames) {
    this.parts = parts;
    this.limits = limits;
    this.info = info;
    this.modeGuard = modeGuard;
    this.modelNames = modelNames;
  }

  @Override
  public TurnResult turn(Op.UserTurn said) {
    oneTurn.lock();
    try {
      synchronized (working) {
        worker = Thread.currentThread();
      }
      try {
        return new Turn(parts, limits, this::info).take(said);
      } finally {
        synchronized (working) {
          worker = null;
          if (stopRequested) {
            stopRequested = false;
            Thread.interrupted();
          }
        }
      }
    } finally {
      oneTurn.unlock();
    }
  }

  @Override
  public void interrupt() {
    synchronized (working) {
      if (worker != null) {
        stopRequested = true;
        worker.interrupt();
      }
    }
  }

  @Override
  public void setMode(PermissionMode mode) {
    modeGuard.accept(mode, info);
    SessionInfo now = info;
    info =
        new SessionInfo(
            now.sessionId(),
            now.folder(),
            now.model(),
            mode,
            now.tools(),
            now.apiKeySource(),
            now.version());
    parts.events().emit(new Event.ModeChanged(mode));
  }

  @Override
  public void setModel(String model) {
    SessionInfo now = info;
    info =
        new SessionInfo(
            now.sessionId(),
            now.folder(),
            modelNames.apply(model),
            now.mode(),
            now.tools(),
            now.apiKeySource(),
            now.version());
  }

  @Override
  public SessionInfo info() {
    return info;
  }
}
