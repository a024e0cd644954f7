package dev.muster.scriptedmodel.answer;

import dev.muster.scriptedmodel.node.Node;
import dev.muster.scriptedmodel.node.NodeException;
import dev.muster.scriptedmodel.node.NodeReader;
import dev.muster.scriptedmodel.node.NodeWriter;
import dev.muster.scriptedmodel.police.GivenAnswer;
import dev.muster.scriptedmodel.script.Answer;
import dev.muster.scriptedmodel.script.Values;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer ready to be sent: every value filled in, every id given, its tokens counted.
 *
 * @param model the model that answers
 * @param asked the model that was asked
 * @param events the script's own events, when it brings them
 */
public record Spoken(
    String id,
    String model,
    String asked,
    List<Part> parts,
    String stopReason,
    @Nullable String stopSequence,
    PromptCache.Counted prompt,
    Node.Obj usageChanges,
    Optional<List<Node.Obj>> events) {

  /**
   * One block.
   *
   * @param rawInput the text to send as a tool's input, when the script gave text
   */
  public record Part(Node.Obj block, @Nullable String rawInput, boolean parsed) {}

  public Spoken {
    parts = List.copyOf(parts);
  }

  /**
   * Prepares a script's answer for one request.
   *
   * @param messageId the message's id when the script gives none
   * @param toolIds gives ids to tool uses that have none
   */
  public static Spoken of(
      Answer answer,
      Values values,
      String asked,
      String messageId,
      Supplier<String> toolIds,
      PromptCache.Counted prompt) {
    List<Part> parts = new ArrayList<>();
    boolean uses = false;
    for (Node.Obj block : answer.content()) {
      Part part = part(values.fill(block), toolIds);
      uses |= "tool_use".equals(part.block.text("type"));
      parts.add(part);
    }
    return new Spoken(
        answer.id().orElse(messageId),
        answer.model().orElse(asked),
        asked,
        parts,
        answer.stopReason().orElse(uses ? "tool_use" : "end_turn"),
        answer.stopSequence().orElse(null),
        prompt,
        answer.usage(),
        answer.events().map(events -> events.stream().map(values::fill).toList()));
  }

  /**
   * This answer as far as it fits into so many tokens of output, of a text its beginning. One whose
   * use of tokens the script gives stays as it is.
   */
  public Spoken within(long mostTokens) {
    if (outputTokens() <= mostTokens || usageChanges.has("output_tokens") || events.isPresent()) {
      return this;
    }
    List<Part> kept = new ArrayList<>();
    long left = mostTokens * 4;
    for (Part part : parts) {
      long size = NodeWriter.bytes(part.block).length;
      if (size > left) {
        String text = part.block.text("text", "");
        long room = Math.clamp(left - (size - text.length()), 0, text.length());
        if (room > 0) {
          Node.Obj shorter = part.block.with("text", Node.of(text.substring(0, (int) room)));
          kept.add(new Part(shorter, null, true));
        }
        break;
      }
      kept.add(part);
      left -= size;
    }
    return new Spoken(id, model, asked, kept, "max_tokens", null, prompt, usageChanges, events);
  }

  private static Part part(Node.Obj scripted, Supplier<String> toolIds) {
    Node.Obj block = repeated(scripted);
    if (!"tool_use".equals(block.text("type"))) {
      return new Part(block, null, true);
    }
    String raw = block.text("input_json");
    Node.Obj input = block.object("input");
    boolean parsed = true;
    if (raw != null) {
      input = parse(raw);
      parsed = input != null;
    }
    Node.Obj whole =
        Node.obj(
            "type",
            "tool_use",
            "id",
            block.text("id") == null ? toolIds.get() : block.text("id"),
            "name",
            block.text("name", ""),
            "input",
            input == null ? Node.obj() : input);
    for (var member : block.without("input_json").members().entrySet()) {
      if (!whole.members().containsKey(member.getKey())) {
        whole = whole.with(member.getKey(), member.getValue());
      }
    }
    return new Part(whole, raw, parsed);
  }

  private static Node.Obj repeated(Node.Obj block) {
    int times = (int) block.whole("times", 1);
    Node.Obj plain = block.without("times");
    for (String name : List.of("text", "thinking", "input_json")) {
      String text = plain.text(name);
      if (times != 1 && text != null) {
        plain = plain.with(name, Node.of(text.repeat(times)));
      }
    }
    return plain;
  }

  private static Node.@Nullable Obj parse(String raw) {
    try {
      return raw.isEmpty() ? Node.obj() : NodeReader.readObject(raw);
    } catch (NodeException notAnObject) {
      return null;
    }
  }

  /** The usage at the start of a stream: the prompt's, and one token of output. */
  public Node.Obj firstUsage() {
    return usage(1).with("output_tokens", Node.of(1));
  }

  /** The usage at the end. */
  public Node.Obj lastUsage() {
    return usage(outputTokens());
  }

  private long outputTokens() {
    long bytes = 0;
    for (Part part : parts) {
      bytes += NodeWriter.bytes(part.block).length;
    }
    return Math.max(1, bytes / 4);
  }

  private Node.Obj usage(long output) {
    Node.Obj usage =
        Node.obj(
            "input_tokens",
            prompt.input(),
            "cache_creation_input_tokens",
            prompt.write5m() + prompt.write1h(),
            "cache_read_input_tokens",
            prompt.read(),
            "cache_creation",
            Node.obj(
                "ephemeral_5m_input_tokens", prompt.write5m(),
                "ephemeral_1h_input_tokens", prompt.write1h()),
            "output_tokens",
            output,
            "service_tier",
            "standard");
    for (var member : usageChanges.members().entrySet()) {
      usage = usage.with(member.getKey(), member.getValue());
    }
    return usage;
  }

  /** The message as a whole, as an answer that is not streamed has it. */
  public Node.Obj message() {
    List<Node> content = new ArrayList<>();
    for (Part part : parts) {
      content.add(part.block);
    }
    return envelope(content, Node.of(stopReason), lastUsage());
  }

  /** The message as it begins a stream. */
  Node.Obj opening() {
    return envelope(List.of(), Node.nothing(), firstUsage());
  }

  private Node.Obj envelope(List<Node> content, Node stop, Node.Obj usage) {
    boolean ended = stop instanceof Node.Str;
    return Node.obj(
        "id", id,
        "type", "message",
        "role", "assistant",
        "model", model,
        "content", content,
        "stop_reason", stop,
        "stop_sequence", ended ? stopSequence : null,
        "usage", usage);
  }

  /** What the client then has been told. */
  public GivenAnswer given() {
    List<Node.Obj> blocks = new ArrayList<>();
    Set<String> unparsed = new HashSet<>();
    for (Part part : parts) {
      blocks.add(part.block);
      if (!part.parsed) {
        unparsed.add(part.block.text("id", ""));
      }
    }
    return new GivenAnswer(blocks, unparsed, asked, stopReason, events.isPresent());
  }
}
