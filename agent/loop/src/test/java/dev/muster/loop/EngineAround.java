package dev.muster.loop;

import dev.muster.model.ToolCall;
import dev.muster.permission.Decision;
import dev.muster.permission.PermissionEngine;
import dev.muster.protocol.Answer;
import dev.muster.protocol.Effect;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.PermissionUpdate;
import dev.muster.protocol.Question;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Does as the engine within does, but for what a test makes otherwise. */
class EngineAround implements PermissionEngine {

  private final PermissionEngine within;

  EngineAround(PermissionEngine within) {
    this.within = within;
  }

  @Override
  public Decision decide(
      ToolCall call, List<Effect> effects, PermissionMode mode, Answer.@Nullable Approve answer) {
    return within.decide(call, effects, mode, answer);
  }

  @Override
  public Question question(ToolCall call, List<Effect> effects, PermissionMode mode) {
    return within.question(call, effects, mode);
  }

  @Override
  public List<String> take(List<PermissionUpdate> updates) {
    return within.take(updates);
  }

  @Override
  public boolean hides(String toolName) {
    return within.hides(toolName);
  }
}
