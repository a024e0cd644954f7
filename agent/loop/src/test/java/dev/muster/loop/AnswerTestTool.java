package dev.muster.loop;

import dev.muster.json.Json;
import dev.muster.model.ToolSpec;
import dev.muster.permission.PermittedCall;
import dev.muster.protocol.ToolOutcome;
import dev.muster.tool.AnswerTool;
import dev.muster.tool.Plan;
import dev.muster.tool.ToolContext;
import java.nio.file.Path;
import java.util.List;

/** Takes an answer that has a {@code value}. */
final class AnswerTestTool implements AnswerTool {

  @Override
  public ToolSpec spec() {
    return new ToolSpec("Answer", "Takes the answer.", Json.Obj.EMPTY);
  }

  @Override
  public Plan plan(Json.Obj input, Path folder) {
    return new Plan.Ready(List.of(), false);
  }

  @Override
  public List<String> faults(Json.Obj answer) {
    return answer.has("value") ? List.of() : List.of("value is missing");
  }

  @Override
  public ToolOutcome run(PermittedCall call, ToolContext context) {
    List<String> faults = faults(call.call().input());
    return faults.isEmpty() ? ToolOutcome.text("in") : ToolOutcome.error(faults.getFirst());
  }
}
