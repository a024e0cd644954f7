package dev.muster.scriptedmodel.police;

import dev.muster.scriptedmodel.node.Node;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules for one content block. Stateless.
 *
 * <p>What the user says must be of a known type without extra members. What the assistant said may
 * be of any type, since it repeats what a model gave; the history rule checks that it does.
 */
final class BlockRules {

  private static final Map<String, Set<String>> USER_MEMBERS =
      Map.of(
          "text", Set.of("type", "text", "cache_control", "citations"),
          "image", Set.of("type", "source", "cache_control"),
          "document", Set.of("type", "source", "title", "context", "citations", "cache_control"),
          "search_result",
              Set.of("type", "source", "title", "content", "citations", "cache_control"),
          "tool_result", Set.of("type", "tool_use_id", "content", "is_error", "cache_control"));
  private static final Set<String> IN_RESULT =
      Set.of("text", "image", "document", "search_result", "tool_reference");
  private static final Set<String> IMAGE_TYPES =
      Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

  private BlockRules() {}

  static void check(Node node, String role, String place, Findings findings) {
    if (!(node instanceof Node.Obj block)) {
      findings.add(Rule.BLOCK_FORM, place, "must be an object");
      return;
    }
    String type = block.text("type", "");
    if (type.isEmpty()) {
      findings.add(Rule.BLOCK_FORM, place + ".type", "is required");
    } else if ("assistant".equals(role)) {
      assistant(block, type, place, findings);
    } else if ("system".equals(role)) {
      system(block, type, place, findings);
    } else {
      user(block, type, place, findings);
    }
  }

  private static void system(Node.Obj block, String type, String place, Findings findings) {
    if (!"text".equals(type)) {
      findings.add(Rule.BLOCK_FORM, place, "a system message holds texts only");
      return;
    }
    text(block, place, findings);
  }

  private static void user(Node.Obj block, String type, String place, Findings findings) {
    Set<String> members = USER_MEMBERS.get(type);
    if (members == null) {
      findings.add(Rule.BLOCK_FORM, place, "the user cannot say a block of type " + type);
      return;
    }
    for (String name : block.members().keySet()) {
      if (!members.contains(name)) {
        findings.add(Rule.BLOCK_FORM, place + "." + name, "extra members are not permitted");
      }
    }
    switch (type) {
      case "text" -> text(block, place, findings);
      case "image", "document" -> source(block, type, place + ".source", findings);
      case "tool_result" -> toolResult(block, place, findings);
      default -> {
        // Nothing more is known of the others.
      }
    }
  }

  private static void assistant(Node.Obj block, String type, String place, Findings findings) {
    switch (type) {
      case "text" -> text(block, place, findings);
      case "tool_use" -> toolUse(block, place, findings);
      case "thinking" -> {
        if (block.text("thinking") == null || block.text("signature", "").isEmpty()) {
          findings.add(Rule.BLOCK_FORM, place, "thinking needs its text and its signature");
        }
      }
      case "redacted_thinking" -> {
        if (block.text("data", "").isEmpty()) {
          findings.add(Rule.BLOCK_FORM, place, "redacted_thinking needs its data");
        }
      }
      case "tool_result" ->
          findings.add(Rule.BLOCK_FORM, place, "the assistant cannot say a tool_result");
      default -> {
        // A block that a model gave; see above.
      }
    }
  }

  private static void text(Node.Obj block, String place, Findings findings) {
    String text = block.text("text");
    if (text == null) {
      findings.add(Rule.BLOCK_FORM, place + ".text", "is required");
    } else if (text.isBlank()) {
      findings.add(Rule.EMPTY_TEXT, place + ".text", "text must hold more than white space");
    }
  }

  private static void toolUse(Node.Obj block, String place, Findings findings) {
    if (!RequestRules.isName(block.text("id", ""), 256)) {
      findings.add(Rule.BLOCK_FORM, place + ".id", "is no id: " + block.text("id", ""));
    }
    if (!RequestRules.isName(block.text("name", ""), 200)) {
      findings.add(Rule.BLOCK_FORM, place + ".name", "is no tool name");
    }
    if (block.object("input") == null) {
      findings.add(Rule.BLOCK_FORM, place + ".input", "must be an object");
    }
  }

  private static void toolResult(Node.Obj block, String place, Findings findings) {
    if (block.text("tool_use_id", "").isEmpty()) {
      findings.add(Rule.BLOCK_FORM, place + ".tool_use_id", "is required");
    }
    Node error = block.get("is_error");
    if (error != null && !(error instanceof Node.Bool)) {
      findings.add(Rule.BLOCK_FORM, place + ".is_error", "must be true or false");
    }
    Node content = block.get("content");
    boolean empty =
        content == null
            || (content instanceof Node.Str(String text) && text.isEmpty())
            || (content instanceof Node.Arr(List<Node> none) && none.isEmpty());
    if (empty && block.isTrue("is_error")) {
      findings.add(Rule.EMPTY_CONTENT, place + ".content", "must not be empty for an error");
    }
    if (content instanceof Node.Arr(List<Node> parts)) {
      for (int i = 0; i < parts.size(); i++) {
        inResult(parts.get(i), place + ".content." + i, findings);
      }
    } else if (content != null && !(content instanceof Node.Str)) {
      findings.add(Rule.BLOCK_FORM, place + ".content", "must be text or a list of blocks");
    }
  }

  private static void inResult(Node node, String place, Findings findings) {
    String type = node instanceof Node.Obj block ? block.text("type", "") : "";
    if (!IN_RESULT.contains(type)) {
      findings.add(Rule.BLOCK_FORM, place, "a tool_result cannot hold \"" + type + "\"");
    } else if (!"tool_reference".equals(type) && node instanceof Node.Obj block) {
      user(block, type, place, findings);
    }
  }

  private static void source(Node.Obj block, String type, String place, Findings findings) {
    Node.Obj source = block.object("source");
    String kind = source == null ? "" : source.text("type", "");
    Set<String> kinds = new HashSet<>(Set.of("base64", "url", "file"));
    if ("document".equals(type)) {
      kinds.addAll(Set.of("text", "content"));
    }
    if (source == null || !kinds.contains(kind)) {
      findings.add(Rule.BLOCK_FORM, place + ".type", "is unknown: \"" + kind + "\"");
    } else if ("base64".equals(kind)) {
      String media = source.text("media_type", "");
      boolean fits =
          "image".equals(type) ? IMAGE_TYPES.contains(media) : "application/pdf".equals(media);
      if (!fits) {
        findings.add(Rule.BLOCK_FORM, place + ".media_type", "is not taken: \"" + media + "\"");
      }
      if (!isBase64(source.text("data", ""))) {
        findings.add(Rule.BLOCK_FORM, place + ".data", "must be base64 and not empty");
      }
    }
  }

  private static boolean isBase64(String data) {
    try {
      return Base64.getDecoder().decode(data).length > 0;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }
}
