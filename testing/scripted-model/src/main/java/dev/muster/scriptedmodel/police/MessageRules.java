package dev.muster.scriptedmodel.police;

import dev.muster.scriptedmodel.node.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules for messages: who speaks, and that tool uses and results belong together. Stateless.
 *
 * <p>Messages of one role in a row count as one, as the API has it. A message of the role {@code
 * system} may stand anywhere but first, since an established client sends some.
 */
final class MessageRules {

  private static final Set<String> ROLES = Set.of("user", "assistant", "system");

  private MessageRules() {}

  static void check(Node.Obj body, Findings findings) {
    List<Node> messages = body.items("messages");
    if (messages.isEmpty()) {
      findings.add(Rule.MESSAGE_FORM, "messages", "at least one message is required");
      return;
    }
    for (int i = 0; i < messages.size(); i++) {
      form(messages.get(i), i, findings);
    }
    if (findings.none()) {
      pairing(messages, findings);
    }
  }

  private static void form(Node node, int index, Findings findings) {
    String place = "messages." + index;
    if (!(node instanceof Node.Obj message)) {
      findings.add(Rule.MESSAGE_FORM, place, "must be an object");
      return;
    }
    for (String name : message.members().keySet()) {
      if (!"role".equals(name) && !"content".equals(name)) {
        findings.add(Rule.MESSAGE_FORM, place + "." + name, "extra members are not permitted");
      }
    }
    String role = message.text("role", "");
    if (!ROLES.contains(role)) {
      findings.add(Rule.ROLE, place + ".role", "must be user or assistant, is \"" + role + "\"");
    } else if (index == 0 && !"user".equals(role)) {
      findings.add(Rule.FIRST_ROLE, place + ".role", "the first message must be the user's");
    }
    Node content = message.get("content");
    if (content instanceof Node.Str(String text)) {
      if (text.isBlank()) {
        findings.add(Rule.EMPTY_CONTENT, place + ".content", "must not be empty");
      }
    } else if (content instanceof Node.Arr(List<Node> blocks)) {
      if (blocks.isEmpty()) {
        findings.add(Rule.EMPTY_CONTENT, place + ".content", "must not be empty");
      }
      for (int i = 0; i < blocks.size(); i++) {
        BlockRules.check(blocks.get(i), role, place + ".content." + i, findings);
      }
    } else {
      findings.add(Rule.MESSAGE_FORM, place + ".content", "must be text or a list of blocks");
    }
  }

  /** The blocks of messages of one role in a row; {@code place} is that of the first message. */
  private record Spoken(String role, String place, List<Node.Obj> blocks) {}

  private static void pairing(List<Node> messages, Findings findings) {
    Set<String> seen = new HashSet<>();
    Set<String> open = Set.of();
    String openPlace = "";
    for (Spoken spoken : merged(messages)) {
      if ("user".equals(spoken.role)) {
        results(spoken, open, findings);
        open = Set.of();
        continue;
      }
      unanswered(open, openPlace, findings);
      open = "assistant".equals(spoken.role) ? uses(spoken, seen, findings) : Set.of();
      openPlace = spoken.place;
    }
    unanswered(open, openPlace, findings);
  }

  private static Set<String> uses(Spoken spoken, Set<String> seen, Findings findings) {
    Set<String> open = new LinkedHashSet<>();
    for (Node.Obj block : spoken.blocks) {
      if ("tool_use".equals(block.text("type"))) {
        String id = block.text("id", "");
        if (!seen.add(id)) {
          findings.add(Rule.TOOL_USE_DUPLICATE, spoken.place, "tool_use ids must be unique: " + id);
        }
        open.add(id);
      }
    }
    return open;
  }

  private static void results(Spoken spoken, Set<String> open, Findings findings) {
    Set<String> left = new LinkedHashSet<>(open);
    boolean other = false;
    for (Node.Obj block : spoken.blocks) {
      if (!"tool_result".equals(block.text("type"))) {
        other = true;
        continue;
      }
      String id = block.text("tool_use_id", "");
      if (!left.remove(id)) {
        findings.add(
            Rule.TOOL_RESULT_ORPHANED,
            spoken.place,
            "tool_result for " + id + ", which is no open tool_use of the message before");
      } else if (other) {
        findings.add(
            Rule.TOOL_RESULT_NOT_FIRST,
            spoken.place,
            "tool_result for " + id + " must stand before all other content");
      }
    }
    unanswered(left, spoken.place, findings);
  }

  private static void unanswered(Set<String> open, String place, Findings findings) {
    if (!open.isEmpty()) {
      findings.add(
          Rule.TOOL_USE_UNANSWERED,
          place,
          "tool_use without a tool_result in the message that follows: " + String.join(", ", open));
    }
  }

  private static List<Spoken> merged(List<Node> messages) {
    List<Spoken> all = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      if (messages.get(i) instanceof Node.Obj message) {
        String role = message.text("role", "");
        if (all.isEmpty() || !all.getLast().role.equals(role)) {
          all.add(new Spoken(role, "messages." + i, new ArrayList<>()));
        }
        for (Node block : message.items("content")) {
          if (block instanceof Node.Obj object) {
            all.getLast().blocks.add(object);
          }
        }
        if (message.get("content") instanceof Node.Str(String text)) {
          all.getLast().blocks.add(Node.obj("type", "text", "text", text));
        }
      }
    }
    return all;
  }
}
