package dev.muster.permission;

import dev.muster.model.ToolCall;
import dev.muster.protocol.Answer;
import dev.muster.protocol.Effect;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.PermissionUpdate;
import dev.muster.protocol.Question;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides about calls under one policy.
 *
 * <p>Pure but for the {@code PathFacts} that it asks. Safe for use by several threads.
 */
public interface PermissionEngine {

  /**
   * Decides about a call.
   *
   * @param effects what the tool declares that it would do
   * @param answer what somebody said to the question that this same call raised, or {@code null}
   *     when nobody was asked yet. An approval lifts an ask, never a deny. An approval that changes
   *     the input is not handed in here: the changed call is decided as a new one, with a plain
   *     approval; and what it grants besides is for {@link #take}
   */
  Decision decide(
      ToolCall call, List<Effect> effects, PermissionMode mode, Answer.@Nullable Approve answer);

  /**
   * What to ask about a call which is to be asked about: what it would do, and what may be granted
   * with an approval.
   */
  Question question(ToolCall call, List<Effect> effects, PermissionMode mode);

  /**
   * Makes changes of what is permitted, from the next decision on. A change that policy forbids is
   * not made; nothing that an administrator forbids becomes permitted by any. Changes of the mode
   * are not the engine's and are passed over.
   *
   * @return what was not done and why, a sentence each
   */
  List<String> take(List<PermissionUpdate> updates);

  /** Whether a rule denies the whole tool, so that the model is not told of it. */
  boolean hides(String toolName);
}
