package dev.muster.policy;

import dev.muster.json.Json;
import dev.muster.model.ToolCall;
import dev.muster.protocol.Effect;
import dev.muster.tool.Plan;
import dev.muster.tool.Tool;
import dev.muster.tool.ToolRegistry;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds out what a call would do, as a session does it: by asking the tool.
 *
 * <p>What a tool that no session has by itself would do is not known. A call need not be complete
 * to be decided. What it would write or look for may be missing, and members that the tool does not
 * know are not looked at.
 */
final class CallPlanner {

  /** Members that a tool asks for and that decide nothing. */
  private static final Set<String> CONTENT =
      Set.of("content", "old_string", "new_string", "new_source", "cell_id", "pattern");

  private final Supplier<ToolRegistry> tools;

  CallPlanner(Supplier<ToolRegistry> tools) {
    this.tools = tools;
  }

  /**
   * Plans a call.
   *
   * @param folder from which relative paths count
   */
  PlannedCall plan(ToolCall call, Path folder) {
    if (call.name().equals("Bash")) {
      return call.input().get("command") instanceof Json.Str(String text)
          ? new PlannedCall.Known(List.of(new Effect.RunShell(text, folder)))
          : new PlannedCall.Invalid("a call of Bash needs the text `command`");
    }
    Tool tool = tools.get().find(call.name()).orElse(null);
    if (tool == null) {
      return new PlannedCall.Known(
          List.of(new Effect.Unseen("it is not known what " + call.name() + " does")));
    }
    Plan plan = tool.plan(call.input(), folder);
    if (plan instanceof Plan.Invalid) {
      plan = tool.plan(completed(call.input(), tool.spec().inputSchema()), folder);
    }
    return switch (plan) {
      case Plan.Ready ready -> new PlannedCall.Known(ready.effects());
      case Plan.Invalid(String message) ->
          new PlannedCall.Invalid("no call of " + call.name() + " looks like this: " + message);
    };
  }

  private static Json.Obj completed(Json.Obj input, Json.Obj schema) {
    Json.Obj known = schema.object("properties").orElse(Json.Obj.EMPTY);
    Map<String, Json> members = new LinkedHashMap<>();
    for (String name : known.members().keySet()) {
      Json given = input.get(name);
      if (given != null) {
        members.put(name, given);
      } else if (CONTENT.contains(name)) {
        // texts that differ, as an edit asks for
        members.put(name, Json.of(name));
      }
    }
    return new Json.Obj(members);
  }
}
