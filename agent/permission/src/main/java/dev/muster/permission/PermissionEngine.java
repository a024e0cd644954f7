package dev.muster.permission;

import dev.muster.model.ToolCall;
import dev.muster.protocol.Answer;
import dev.muster.protocol.Effect;
import dev.muster.protocol.PermissionMode;
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
   *     approval
   */
  Decision decide(
      ToolCall call, List<Effect> effects, PermissionMode mode, Answer.@Nullable Approve answer);

  /** Whether a rule denies the whole tool, so that the model is not told of it. */
  boolean hides(String toolName);
}
