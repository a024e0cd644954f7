package dev.muster.permission;

import dev.muster.model.ToolCall;
import dev.muster.protocol.Confinement;
import dev.muster.protocol.PathIdentity;
import java.util.List;

/** The one implementation of {@link PermittedCall}; made by the engine alone. */
record Permit(ToolCall call, String inputDigest, Confinement confinement, List<PathIdentity> paths)
    implements PermittedCall {
  Permit {
    paths = List.copyOf(paths);
  }
}
