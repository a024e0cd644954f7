package dev.muster.scriptedmodel;

import dev.muster.scriptedmodel.node.Node;
import dev.muster.scriptedmodel.node.NodeException;
import dev.muster.scriptedmodel.node.NodeReader;
import java.util.ArrayList;
import java.util.List;

/** Bodies of requests, for tests. */
final class Requests {

  private Requests() {}

  static Node.Obj json(String text) {
    try {
      return NodeReader.readObject(text.replace('\'', '"'));
    } catch (NodeException e) {
      throw new AssertionError(e);
    }
  }

  /** A streamed request of these messages, each JSON in single quotes. */
  static Node.Obj of(String... messages) {
    List<Node> all = new ArrayList<>();
    for (String message : messages) {
      all.add(json(message));
    }
    return Node.obj(
        "model", "claude-test", "max_tokens", 4000, "stream", true, "messages", Node.arr(all));
  }

  static Node.Obj user(String text) {
    return of(says(text));
  }

  static String says(String text) {
    return Node.obj("role", "user", "content", text).json();
  }

  static Node.Obj append(Node.Obj body, String... messages) {
    List<Node> all = new ArrayList<>(body.items("messages"));
    for (String message : messages) {
      all.add(json(message));
    }
    return body.with("messages", Node.arr(all));
  }
}
