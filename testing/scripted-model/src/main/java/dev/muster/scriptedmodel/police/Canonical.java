package dev.muster.scriptedmodel.police;

import dev.muster.scriptedmodel.node.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages in the one form in which they are compared: text contents as blocks, neighbours of one
 * role united, cache breakpoints and members that are JSON null left out. Stateless.
 */
final class Canonical {

  /** The blocks of one role in a row. */
  record Said(String role, List<Node.Obj> blocks) {
    Said {
      blocks = List.copyOf(blocks);
    }
  }

  private Canonical() {}

  static List<Said> messages(Node.Obj body) {
    List<Said> all = new ArrayList<>();
    for (Node node : body.items("messages")) {
      if (node instanceof Node.Obj message) {
        add(all, message.text("role", ""), blocks(message.get("content")));
      }
    }
    return all;
  }

  /** Adds blocks, to the last entry where it is of the same role. */
  static void add(List<Said> all, String role, List<Node.Obj> blocks) {
    if (!all.isEmpty() && all.getLast().role.equals(role)) {
      List<Node.Obj> united = new ArrayList<>(all.getLast().blocks);
      united.addAll(blocks);
      all.set(all.size() - 1, new Said(role, united));
    } else {
      all.add(new Said(role, blocks));
    }
  }

  static List<Node.Obj> blocks(@Nullable Node content) {
    List<Node.Obj> blocks = new ArrayList<>();
    if (content instanceof Node.Str(String text)) {
      blocks.add(Node.obj("type", "text", "text", text));
    } else if (content instanceof Node.Arr(List<Node> items)) {
      for (Node item : items) {
        if (item instanceof Node.Obj block) {
          blocks.add(block(block));
        }
      }
    }
    return blocks;
  }

  static Node.Obj block(Node.Obj block) {
    Map<String, Node> members = new LinkedHashMap<>();
    block
        .members()
        .forEach((name, value) -> {
          if (!"cache_control".equals(name) && !(value instanceof Node.Null)) {
            members.put(name, value);
          }
        });
    Node content = block.get("content");
    if ("tool_result".equals(block.text("type")) && content != null) {
      members.put("content", new Node.Arr(new ArrayList<Node>(blocks(content))));
    }
    return new Node.Obj(members);
  }
}
