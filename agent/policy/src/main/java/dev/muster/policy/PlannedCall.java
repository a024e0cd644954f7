package dev.muster.policy;

import dev.muster.protocol.Effect;
import java.util.List;

/** What is known of a call before it is decided. */
sealed interface PlannedCall {

  /** Everything that it would do. */
  record Known(List<Effect> effects) implements PlannedCall {
    public Known {
      effects = List.copyOf(effects);
    }
  }

  /** A call of a tool that is not one of ours: what it would do is not known. */
  record Foreign() implements PlannedCall {}

  /** A call that no tool would take. */
  record Invalid(String why) implements PlannedCall {}
}
