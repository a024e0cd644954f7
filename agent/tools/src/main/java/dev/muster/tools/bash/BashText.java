package dev.muster.tools.bash;

import dev.muster.json.Json;
import dev.muster.tool.ToolText;
import java.util.List;

/** What the model is told of the Bash tool. */
final class BashText {

  private BashText() {}

  static String description(BashLimits limits, boolean confined) {
    String text =
        ToolText.beside(BashText.class, "Bash.md")
            .replace("{default}", Long.toString(limits.defaultTimeout().toMillis()))
            .replace("{max}", Long.toString(limits.maxTimeout().toMillis()))
            .replace("{characters}", Integer.toString(limits.mostCharacters()));
    if (limits.background()) {
      text += "\n" + ToolText.beside(BashText.class, "BashBackground.md");
    }
    return confined ? text + "\n" + ToolText.beside(BashText.class, "BashSandbox.md") : text;
  }

  /** The established schema; without {@code run_in_background} where that is switched off. */
  static Json.Obj schema(BashLimits limits) {
    Json.Builder properties =
        Json.Obj.builder()
            .put("command", property("string", "The command to run"))
            .put("timeout", property("number", "When to stop waiting for it, in milliseconds"))
            .put("description", property("string", "What it does, in five to ten words"));
    if (limits.background()) {
      properties.put("run_in_background", property("boolean", "Whether to go on without waiting"));
    }
    properties.put("dangerouslyDisableSandbox", property("boolean", "Has no effect"));
    return Json.Obj.builder()
        .put("$schema", "https://json-schema.org/draft/2020-12/schema")
        .put("type", "object")
        .put("properties", properties.build())
        .put("required", Json.strings(List.of("command")))
        .put("additionalProperties", false)
        .build();
  }

  private static Json.Obj property(String type, String description) {
    return Json.Obj.builder().put("type", type).put("description", description).build();
  }
}
