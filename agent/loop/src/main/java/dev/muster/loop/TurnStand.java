package dev.muster.loop;

import dev.muster.protocol.Grants;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.SessionInfo;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What a turn shares with the session: what may change while it is under way (mode and model, what
 * is granted, the wish to stop), and how many calls there were.
 */
record TurnStand(Supplier<SessionInfo> info, Grants grants, StopSignal stop, AtomicLong calls) {

  PermissionMode mode() {
    return info.get().mode();
  }

  String model() {
    return info.get().model();
  }

  /** The place of the next call among all of the session. */
  long nextPlace() {
    return calls.incrementAndGet();
  }
}
