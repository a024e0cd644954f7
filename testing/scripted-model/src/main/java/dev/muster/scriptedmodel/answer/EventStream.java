package dev.muster.scriptedmodel.answer;

import dev.muster.scriptedmodel.node.Node;
import dev.muster.scriptedmodel.node.NodeWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the Server-Sent Events of an answer. For use by one thread. */
final class EventStream {

  static final byte[] PING =
      "event: ping\ndata: {\"type\":\"ping\"}\n\n".getBytes(StandardCharsets.UTF_8);

  private final List<byte[]> events = new ArrayList<>();
  private final int chunk;

  private EventStream(int chunk) {
    this.chunk = chunk;
  }

  /** The events of an answer, its texts in deltas of so many characters. */
  static List<byte[]> of(Spoken spoken, int chunk) {
    EventStream stream = new EventStream(chunk);
    if (spoken.events().isPresent()) {
      for (Node.Obj event : spoken.events().get()) {
        Node data = event.get("data");
        Node.Obj payload = data instanceof Node.Obj object ? object : event;
        stream.add(event.text("event", payload.text("type", "")), payload);
      }
    } else {
      stream.answer(spoken);
    }
    return stream.events;
  }

  private void answer(Spoken spoken) {
    add("message_start", Node.obj("type", "message_start", "message", spoken.opening()));
    int index = 0;
    for (Spoken.Part part : spoken.parts()) {
      block(index++, part);
    }
    add(
        "message_delta",
        Node.obj(
            "type", "message_delta",
            "delta",
                Node.obj(
                    "stop_reason", spoken.stopReason(), "stop_sequence", spoken.stopSequence()),
            "usage", spoken.lastUsage()));
    add("message_stop", Node.obj("type", "message_stop"));
  }

  private void block(int index, Spoken.Part part) {
    Node.Obj block = part.block();
    String type = block.text("type", "");
    switch (type) {
      case "text" -> {
        start(index, block.with("text", Node.of("")).without("citations"));
        pieces(index, "text_delta", "text", block.text("text", ""));
        for (Node citation : block.items("citations")) {
          delta(index, Node.obj("type", "citations_delta", "citation", citation));
        }
      }
      case "thinking" -> {
        start(index, Node.obj("type", "thinking", "thinking", "", "signature", ""));
        pieces(index, "thinking_delta", "thinking", block.text("thinking", ""));
        delta(index, Node.obj("type", "signature_delta", "signature", block.text("signature", "")));
      }
      case "tool_use", "server_tool_use", "mcp_tool_use" -> {
        start(index, block.with("input", Node.obj()));
        String raw = part.rawInput();
        Node.Obj input = block.object("input");
        String json = raw != null ? raw : input == null ? "{}" : input.json();
        delta(index, Node.obj("type", "input_json_delta", "partial_json", ""));
        pieces(index, "input_json_delta", "partial_json", json);
      }
      default -> start(index, block);
    }
    add("content_block_stop", Node.obj("type", "content_block_stop", "index", index));
  }

  private void start(int index, Node.Obj block) {
    add(
        "content_block_start",
        Node.obj("type", "content_block_start", "index", index, "content_block", block));
  }

  private void pieces(int index, String type, String member, String text) {
    int at = 0;
    while (at < text.length()) {
      int end = Math.min(text.length(), at + chunk);
      if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
        end++;
      }
      delta(index, Node.obj("type", type, member, text.substring(at, end)));
      at = end;
    }
  }

  private void delta(int index, Node.Obj delta) {
    add(
        "content_block_delta",
        Node.obj("type", "content_block_delta", "index", index, "delta", delta));
  }

  private void add(String name, Node.Obj data) {
    events.add(event(name, data));
  }

  /** One event's bytes. */
  static byte[] event(String name, Node.Obj data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    out.writeBytes(("event: " + name + "\ndata: ").getBytes(StandardCharsets.UTF_8));
    out.writeBytes(NodeWriter.bytes(data));
    out.write('\n');
    out.write('\n');
    return out.toByteArray();
  }

  /** The head's fields of a stream. */
  static Map<String, String> head() {
    return Map.of("content-type", "text/event-stream; charset=utf-8", "cache-control", "no-cache");
  }
}
