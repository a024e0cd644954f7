package dev.muster.loop;

import dev.muster.protocol.Agent;
import dev.muster.protocol.Event;
import dev.muster.protocol.Op;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.PermissionUpdate;
import dev.muster.protocol.ProblemException;
import dev.muster.protocol.SessionInfo;
import dev.muster.protocol.TurnResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

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
  private final Object changing = new Object();
  private final StopSignal stop = new StopSignal();
  private final AtomicLong calls = new AtomicLong();
  private volatile SessionInfo info;

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
  public TurnResult turn(Op op) {
    oneTurn.lock();
    try {
      stop.begin();
      try {
        return new Turn(parts, limits, new TurnStand(this::info, this::take, stop, calls)).take(op);
      } finally {
        stop.end();
      }
    } finally {
      oneTurn.unlock();
    }
  }

  @Override
  public void interrupt() {
    stop.request();
  }

  @Override
  public void setMode(PermissionMode mode) {
    synchronized (changing) {
      modeGuard.accept(mode, info);
      info = with(info.model(), mode);
    }
    parts.events().emit(new Event.ModeChanged(mode));
  }

  /** Makes changes of what is permitted; those of the mode are the agent's own. */
  private List<String> take(List<PermissionUpdate> updates) {
    List<String> refused = new ArrayList<>(parts.grants().take(updates));
    for (PermissionUpdate update : updates) {
      if (update instanceof PermissionUpdate.SetMode(PermissionMode mode, var _)) {
        try {
          setMode(mode);
        } catch (ProblemException forbidden) {
          refused.add(forbidden.problem().what());
        }
      }
    }
    return refused;
  }

  @Override
  public void setModel(String model) {
    synchronized (changing) {
      info = with(modelNames.apply(model), info.mode());
    }
  }

  private SessionInfo with(String model, PermissionMode mode) {
    SessionInfo now = info;
    return new SessionInfo(
        now.sessionId(), now.folder(), model, mode, now.tools(), now.apiKeySource(), now.version());
  }

  @Override
  public SessionInfo info() {
    return info;
  }
}
