package dev.muster.tool;

import dev.muster.protocol.Effect;
import java.util.List;

/** What a tool makes of an input before anything runs. */
public sealed interface Plan {

  /**
   * The input is in order.
   *
   * @param effects everything that the call would do; empty for one that touches only the agent's
   *     own state
   * @param besideOthers whether the tool lets the call run beside others, because it changes
   *     nothing of the agent's own state that they could miss; it does so only where the decision
   *     says that the effects only read
   */
  record Ready(List<Effect> effects, boolean besideOthers) implements Plan {
    public Ready {
      effects = List.copyOf(effects);
    }
  }

  /** The input is not what the schema asks for; the message tells the model what is wrong. */
  record Invalid(String message) implements Plan {}
}
