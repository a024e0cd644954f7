package dev.muster.permission;

import dev.muster.model.ToolCall;
import dev.muster.protocol.Confinement;
import dev.muster.protocol.PathIdentity;
import java.nio.file.Path;
import java.util.List;

/**
 * A call that may run. Only {@link PermissionEngine} makes one, so holding it is proof of a
 * decision.
 */
public sealed interface PermittedCall permits Permit {

  /** The call, with the input that was decided. */
  ToolCall call();

  /** SHA-256 of the tool's name and the decided input, in hex. */
  String inputDigest();

  /** The limits under which it runs. */
  Confinement confinement();

  /** What every path of its effects led to when it was decided; checked again when opened. */
  List<PathIdentity> paths();

  /**
   * What that path led to when it was decided.
   *
   * @throws IllegalArgumentException for a path that was not decided
   */
  default PathIdentity path(Path written) {
    for (PathIdentity identity : paths()) {
      if (identity.written().equals(written)) {
        return identity;
      }
    }
    throw new IllegalArgumentException("no decision was made about " + written);
  }
}
