package dev.muster.scriptedmodel.script;

import dev.muster.scriptedmodel.node.Node;
import java.util.List;
import java.util.Optional;

/**
 * What the model says.
 *
 * <p>Blocks have the wire's form, with these additions: a tool use without {@code id} is given one;
 * {@code input_json} in place of {@code input} is sent as the text that it is, JSON or not; {@code
 * times} repeats a block's text so many times.
 *
 * @param stopReason when empty, {@code tool_use} where a tool is used, else {@code end_turn}
 * @param usage members that replace those counted
 * @param model when empty, the model asked for
 * @param id the message's id; when empty, a numbered one
 * @param events when present, these Server-Sent Events are the whole stream, in place of those made
 *     from the blocks
 */
public record Answer(
    List<Node.Obj> content,
    Optional<String> stopReason,
    Optional<String> stopSequence,
    Node.Obj usage,
    Optional<String> model,
    Optional<String> id,
    Optional<List<Node.Obj>> events) {

  /** Nothing at all. */
  public static final Answer EMPTY = of();

  public Answer {
    content = List.copyOf(content);
    if (events.isPresent()) {
      events = Optional.of(List.copyOf(events.get()));
    }
  }

  /** An answer of these blocks. */
  public static Answer of(Node.Obj... blocks) {
    return new Answer(
        List.of(blocks),
        Optional.empty(),
        Optional.empty(),
        Node.obj(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** A call of a tool, its input as text that need not be JSON. */
  public static Node.Obj toolUse(String name, String inputJson) {
    return Node.obj("type", "tool_use", "name", name, "input_json", inputJson);
  }

  /** This answer with another stop reason. */
  public Answer stopReason(String reason) {
    return new Answer(content, Optional.of(reason), stopSequence, usage, model, id, events);
  }

  /** This answer with members of its usage set, such as {@code "input_tokens", 100}. */
  public Answer usage(Object... namesAndValues) {
    return new Answer(
        content, stopReason, stopSequence, Node.obj(namesAndValues), model, id, events);
  }
}
