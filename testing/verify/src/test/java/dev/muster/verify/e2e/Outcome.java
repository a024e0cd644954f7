package dev.muster.verify.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.scriptedmodel.node.Node;
import dev.muster.scriptedmodel.node.NodeException;
import dev.muster.scriptedmodel.node.NodeReader;
import dev.muster.testkit.ProgramRun;
import java.util.ArrayList;
import java.util.List;

/** What came of one run of the program whose output is JSON: an object, an array or lines. */
record Outcome(ProgramRun.Result run) {

  int exitCode() {
    return run.exitCode();
  }

  String stderr() {
    return run.stderr();
  }

  /** Everything, for messages of assertions. */
  String text() {
    return run.text();
  }

  /** Every message, whatever the format; fails where standard output is not JSON. */
  List<Node.Obj> messages() {
    List<Node.Obj> messages = new ArrayList<>();
    try {
      for (String line : run.stdout().split("\n", -1)) {
        if (line.startsWith("[")) {
          for (Node item : NodeReader.readObject("{\"all\":" + line + "}").items("all")) {
            messages.add((Node.Obj) item);
          }
        } else if (!line.isEmpty()) {
          messages.add(NodeReader.readObject(line));
        }
      }
    } catch (NodeException e) {
      throw new AssertionError("standard output is not JSON: " + text(), e);
    }
    return messages;
  }

  /** The messages of that type. */
  List<Node.Obj> messages(String type) {
    return messages().stream().filter(m -> m.text("type", "").equals(type)).toList();
  }

  /** The last result message. */
  Node.Obj result() {
    List<Node.Obj> results = messages("result");
    assertThat(results).as(text()).isNotEmpty();
    return results.getLast();
  }

  /** The text of the result. */
  String answer() {
    return result().text("result", "");
  }

  String subtype() {
    return result().text("subtype", "");
  }

  String sessionId() {
    return result().text("session_id", "");
  }

  /** The names of the tools whose calls were refused, in order. */
  List<String> denied() {
    return result().items("permission_denials").stream()
        .map(denial -> denial.at("tool_name").text())
        .toList();
  }
}
