package dev.muster.scriptedmodel.police;

import dev.muster.scriptedmodel.node.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules for everything in a request's body but its messages. Stateless. */
public final class RequestRules {

  private static final Set<String> SCHEMA_TYPES =
      Set.of("object", "array", "string", "number", "integer", "boolean", "null");

  /** Members that a request to count a prompt must not have. */
  private static final List<String> OF_THE_ANSWER =
      List.of(
          "max_tokens",
          "stream",
          "metadata",
          "stop_sequences",
          "temperature",
          "top_p",
          "top_k",
          "service_tier");

  private RequestRules() {}

  /** Checks a whole body, its messages and cache breakpoints included. */
  public static void check(Node.Obj body, Findings findings) {
    if (body.text("model", "").isBlank()) {
      findings.add(Rule.MODEL, "model", "a model must be named");
    }
    long maxTokens = body.whole("max_tokens", 0);
    if (maxTokens <= 0) {
      findings.add(Rule.MAX_TOKENS, "max_tokens", "must be a whole number greater than 0");
    }
    system(body.get("system"), findings);
    tools(body, findings);
    thinking(body, maxTokens, findings);
    toolChoice(body, findings);
    MessageRules.check(body, findings);
    CacheRules.check(body, findings);
  }

  /** Checks the body of a request to count a prompt, which says nothing of the answer. */
  public static void checkCount(Node.Obj body, Findings findings) {
    for (String member : OF_THE_ANSWER) {
      if (body.has(member)) {
        findings.add(Rule.COUNT_MEMBER, member, "Extra inputs are not permitted");
      }
    }
    check(body.with("max_tokens", Node.of(1L << 40)), findings);
  }

  private static void system(@Nullable Node system, Findings findings) {
    if (!(system instanceof Node.Arr(List<Node> items))) {
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      String place = "system." + i;
      if (!(items.get(i) instanceof Node.Obj block) || !"text".equals(block.text("type"))) {
        findings.add(Rule.SYSTEM, place, "must be a text block");
      } else if (block.text("text", "").isBlank()) {
        findings.add(Rule.SYSTEM, place, "text must not be empty");
      }
    }
  }

  private static void tools(Node.Obj body, Findings findings) {
    Set<String> names = new HashSet<>();
    List<Node> tools = body.items("tools");
    for (int i = 0; i < tools.size(); i++) {
      String place = "tools." + i;
      if (!(tools.get(i) instanceof Node.Obj tool)) {
        findings.add(Rule.TOOL_NAME, place, "must be an object");
        continue;
      }
      String name = tool.text("name", "");
      if (!isName(name, 128)) {
        findings.add(Rule.TOOL_NAME, place + ".name", "is no tool name: \"" + name + "\"");
      } else if (!names.add(name)) {
        findings.add(Rule.TOOL_NAME, place + ".name", "tool names must be unique: " + name);
      }
      if ("custom".equals(tool.text("type", "custom"))) {
        inputSchema(tool.get("input_schema"), place + ".input_schema", findings);
      }
    }
  }

  private static void inputSchema(@Nullable Node schema, String place, Findings findings) {
    if (!(schema instanceof Node.Obj object) || !"object".equals(object.text("type"))) {
      findings.add(Rule.TOOL_SCHEMA, place, "must be a JSON Schema of type object");
      return;
    }
    schemaTypes(object, place, findings);
  }

  private static void schemaTypes(Node.Obj schema, String place, Findings findings) {
    Node type = schema.get("type");
    List<Node> types =
        type == null
            ? List.of()
            : type instanceof Node.Arr(List<Node> several) ? several : List.of(type);
    for (Node one : types) {
      if (!(one instanceof Node.Str(String name)) || !SCHEMA_TYPES.contains(name)) {
        findings.add(Rule.TOOL_SCHEMA, place + ".type", one.json() + " is no type of JSON Schema");
      }
    }
    Node.Obj properties = schema.object("properties");
    if (properties != null) {
      properties
          .members()
          .forEach((name, below) -> {
            if (below instanceof Node.Obj object) {
              schemaTypes(object, place + ".properties." + name, findings);
            }
          });
    }
    if (schema.get("items") instanceof Node.Obj items) {
      schemaTypes(items, place + ".items", findings);
    }
  }

  private static void thinking(Node.Obj body, long maxTokens, Findings findings) {
    Node.Obj thinking = body.object("thinking");
    if (thinking == null) {
      if (body.has("thinking")) {
        findings.add(Rule.THINKING_CONFIG, "thinking", "must be an object");
      }
      return;
    }
    String type = thinking.text("type", "");
    if (!Set.of("enabled", "disabled", "adaptive").contains(type)) {
      findings.add(Rule.THINKING_CONFIG, "thinking.type", "is unknown: \"" + type + "\"");
    }
    if ("enabled".equals(type)) {
      long budget = thinking.whole("budget_tokens", 0);
      if (budget < 1024) {
        findings.add(Rule.THINKING_CONFIG, "thinking.budget_tokens", "must be at least 1024");
      }
      if (budget >= maxTokens) {
        findings.add(
            Rule.THINKING_CONFIG, "thinking.budget_tokens", "must be less than max_tokens");
      }
    }
  }

  private static void toolChoice(Node.Obj body, Findings findings) {
    if (!body.has("tool_choice")) {
      return;
    }
    Node.Obj choice = body.object("tool_choice");
    String type = choice == null ? "" : choice.text("type", "");
    if (choice == null || !Set.of("auto", "any", "tool", "none").contains(type)) {
      findings.add(Rule.TOOL_CHOICE, "tool_choice.type", "is unknown: \"" + type + "\"");
      return;
    }
    if (!"none".equals(type) && body.items("tools").isEmpty()) {
      findings.add(Rule.TOOL_CHOICE, "tool_choice", "may only be given with tools");
      return;
    }
    Node.Obj thinking = body.object("thinking");
    boolean thinks = thinking != null && !"disabled".equals(thinking.text("type"));
    if (thinks && ("any".equals(type) || "tool".equals(type))) {
      findings.add(Rule.TOOL_CHOICE, "tool_choice", "cannot force a tool while thinking is on");
    }
    String name = choice.text("name", "");
    if ("tool".equals(type) && !offers(body, name)) {
      findings.add(Rule.TOOL_CHOICE, "tool_choice.name", "no tool is called \"" + name + "\"");
    }
  }

  private static boolean offers(Node.Obj body, String name) {
    for (Node tool : body.items("tools")) {
      if (tool instanceof Node.Obj object && name.equals(object.text("name"))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a text has 1 to {@code most} letters, digits, underscores and hyphens only. */
  static boolean isName(String text, int most) {
    if (text.isEmpty() || text.length() > most) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean fits =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '_'
              || c == '-';
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
