package dev.muster.permission;

import dev.muster.model.ToolCall;
import dev.muster.protocol.Confinement;
import dev.muster.protocol.PathIdentity;
import java.util.List;

/** The one implementation of {@link PermittedCall}; made by the engine alone. */
record Permit(ToolCall call, Confinement confinement, List<PathIdentity> paths)
    implements PermittedCall {
  Permit {
    paths = List.copyOf(paths);
  }

  /** Computed when asked for, which most runs never do; the call cannot change. */
  @Override
  public String inputDigest() {
    return InputDigest.of(call);
  }
}
