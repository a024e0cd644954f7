package dev.muster.permission;

import dev.muster.protocol.Decided;

/** What the engine makes of a call. */
public sealed interface Decision {

  /** The verdict in words, with the rules that matched. */
  Decided decided();

  /**
   * It may run.
   *
   * @param onlyReads whether it is known to change nothing, so that it may run beside others
   */
  record Permitted(PermittedCall call, Decided decided, boolean onlyReads) implements Decision {}

  /** Somebody must be asked; hand the answer to the engine to decide again. */
  record Question(Decided decided) implements Decision {}

  /** It must not run. */
  record Denied(Decided decided) implements Decision {}
}
