package dev.muster.loop;

import dev.muster.protocol.Grants;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.SessionInfo;
import java.util.function.Supplier;

/**
 * What may change while a turn is under way: the session's mode and model, what is granted, the wish
 * to stop.
 */
record TurnStand(Supplier<SessionInfo> info, Grants grants, StopSignal stop) {

  PermissionMode mode() {
    return info.get().mode();
  }

  String model() {
    return info.get().model();
  }
}
