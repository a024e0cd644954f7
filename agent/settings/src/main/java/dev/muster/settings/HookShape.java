package dev.muster.settings;

import dev.muster.json.Json;
import dev.muster.json.JsonDocument;
import dev.muster.json.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Checks the {@code hooks} block: events, groups, handlers and their fields, after the vendor's
 * documentation. Every event's list becomes an entry of its own, so that layers unite.
 */
final class HookShape {

  private static final List<String> EVENTS =
      List.of(
          "SessionStart",
          "Setup",
          "InstructionsLoaded",
          "UserPromptSubmit",
          "UserPromptExpansion",
          "MessageDisplay",
          "PreToolUse",
          "PermissionRequest",
          "PostToolUse",
          "PostToolUseFailure",
          "PostToolBatch",
          "PermissionDenied",
          "Notification",
          "SubagentStart",
          "SubagentStop",
          "TaskCreated",
          "TaskCompleted",
          "Stop",
          "StopFailure",
          "TeammateIdle",
          "ConfigChange",
          "CwdChanged",
          "DirectoryAdded",
          "FileChanged",
          "WorktreeCreate",
          "WorktreeRemove",
          "PreCompact",
          "PostCompact",
          "SessionEnd",
          "Elicitation",
          "ElicitationResult");

  private static final List<String> COMMON =
      List.of("type", "if", "timeout", "statusMessage", "once");

  private final SourceReader reader;

  HookShape(SourceReader reader) {
    this.reader = reader;
  }

  void check(Json.Obj hooks, String pointer) {
    for (Map.Entry<String, Json> member : hooks.members().entrySet()) {
      String event = member.getKey();
      String at = JsonDocument.pointer(pointer, event);
      if (!EVENTS.contains(event)) {
        reader.fault(at, "unknown key \"hooks." + event + "\"" + NearestName.hint(event, EVENTS));
      } else if (member.getValue() instanceof Json.Arr(List<Json> groups)) {
        for (int i = 0; i < groups.size(); i++) {
          group(event, groups.get(i), JsonDocument.pointer(at, Integer.toString(i)));
        }
        reader.take(key(event), member.getValue(), at);
      } else {
        reader.fault(at, "\"hooks." + event + "\" must be a list");
      }
    }
  }

  /** The key under which an event's hooks are united. */
  private static KeySpec key(String event) {
    return new KeySpec(
        "hooks." + event, KeySpec.Type.LIST, KeySpec.Scope.ANY, true, false, false, null);
  }

  private void group(String event, Json value, String pointer) {
    String name = "hooks." + event;
    if (!(value instanceof Json.Obj group)) {
      reader.fault(pointer, "each item of \"" + name + "\" must be an object");
      return;
    }
    onlyKnown(name, group, List.of("matcher", "hooks"), pointer);
    if (group.has("matcher") && !(group.get("matcher") instanceof Json.Str)) {
      reader.fault(
          JsonDocument.pointer(pointer, "matcher"), "\"" + name + ".matcher\" must be a string");
    }
    if (!(group.get("hooks") instanceof Json.Arr(List<Json> handlers))) {
      reader.fault(pointer, "\"" + name + ".hooks\" must be a list");
      return;
    }
    String list = JsonDocument.pointer(pointer, "hooks");
    for (int i = 0; i < handlers.size(); i++) {
      handler(name + ".hooks", handlers.get(i), JsonDocument.pointer(list, Integer.toString(i)));
    }
  }

  private void handler(String name, Json value, String pointer) {
    if (!(value instanceof Json.Obj handler)) {
      reader.fault(pointer, "each item of \"" + name + "\" must be an object");
      return;
    }
    String type = handler.string("type").orElse("");
    List<String> required = required(type);
    if (required.isEmpty()) {
      reader.fault(
          JsonDocument.pointer(pointer, "type"),
          "\"" + name + ".type\" must be one of command, http, mcp_tool, prompt, agent");
      return;
    }
    List<String> known = new ArrayList<>(COMMON);
    known.addAll(required);
    known.addAll(optional(type));
    onlyKnown(name, handler, known, pointer);
    for (String field : required) {
      if (handler.string(field).orElse("").isBlank()) {
        reader.fault(pointer, "\"" + name + "." + field + "\" must be a string that is not empty");
      }
    }
    fieldTypes(name, handler, pointer);
  }

  private static List<String> required(String type) {
    return switch (type) {
      case "command" -> List.of("command");
      case "http" -> List.of("url");
      case "mcp_tool" -> List.of("server", "tool");
      case "prompt", "agent" -> List.of("prompt");
      default -> List.of();
    };
  }

  private static List<String> optional(String type) {
    return switch (type) {
      case "command" -> List.of("async", "asyncRewake", "shell", "args");
      case "http" -> List.of("headers", "allowedEnvVars");
      case "mcp_tool" -> List.of("input");
      case "prompt", "agent" -> List.of("model", "continueOnBlock");
      default -> List.of();
    };
  }

  private void fieldTypes(String name, Json.Obj handler, String pointer) {
    for (Map.Entry<String, Json> field : handler.members().entrySet()) {
      Json value = field.getValue();
      String wrong =
          switch (field.getKey()) {
            case "if", "statusMessage", "shell", "model" ->
                value instanceof Json.Str ? "" : "a string";
            case "timeout" ->
                value instanceof Json.Num number && number.decimal().signum() > 0
                    ? ""
                    : "a number of seconds above 0";
            case "once", "async", "asyncRewake", "continueOnBlock" ->
                value instanceof Json.Bool ? "" : "true or false";
            case "args", "allowedEnvVars" -> allTexts(value) ? "" : "a list of strings";
            case "headers", "input" -> value instanceof Json.Obj ? "" : "an object";
            default -> "";
          };
      if (!wrong.isEmpty()) {
        reader.fault(
            JsonDocument.pointer(pointer, field.getKey()),
            "\"" + name + "." + field.getKey() + "\" must be " + wrong);
      }
    }
  }

  private static boolean allTexts(Json value) {
    if (!(value instanceof Json.Arr(List<Json> items))) {
      return false;
    }
    for (Json item : items) {
      if (!(item instanceof Json.Str)) {
        return false;
      }
    }
    return true;
  }

  private void onlyKnown(String name, Json.Obj object, List<String> known, String pointer) {
    for (String member : object.members().keySet()) {
      if (!known.contains(member)) {
        reader.fault(
            JsonDocument.pointer(pointer, member),
            "unknown key \"" + name + "." + member + "\"" + NearestName.hint(member, known));
      }
    }
  }
}
