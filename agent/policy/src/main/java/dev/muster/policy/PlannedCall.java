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

  /** A call that no tool would take. */
  record Invalid(String why) implements PlannedCall {}
}
