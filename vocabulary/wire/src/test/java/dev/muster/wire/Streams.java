package dev.muster.wire;

import dev.muster.model.CachePolicy;
import dev.muster.model.ModelAnswer;
import dev.muster.model.ModelEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Streams of the Messages API for tests, and what becomes of them. */
final class Streams {

  static final String FULL =
      event(
              "message_start",
              """
              {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant",\
              "model":"claude-x","content":[],"stop_reason":null,"usage":{"input_tokens":10,\
              "cache_creation_input_tokens":30,"cache_read_input_tokens":5,"output_tokens":1,\
              "cache_creation":{"ephemeral_5m_input_tokens":20,"ephemeral_1h_input_tokens":10},\
              "service_tier":"standard"}}}\
              """)
          + block(0, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}")
          + delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"Hm \"}")
          + delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"ä…\"}")
          + delta(0, "{\"type\":\"signature_delta\",\"signature\":\"c2ln\"}")
          + stop(0)
          + ": a comment\n\n"
          + event("ping", "{\"type\":\"ping\"}")
          + block(1, "{\"type\":\"text\",\"text\":\"\"}")
          + delta(1, "{\"type\":\"text_delta\",\"text\":\"Grüße 🌍\"}")
          + delta(1, "{\"type\":\"citations_delta\",\"citation\":{\"type\":\"x\"}}")
          + delta(1, "{\"type\":\"text_delta\",\"text\":\"!\\n\"}")
          + stop(1)
          + block(2, "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"Bash\",\"input\":{}}")
          + delta(2, "{\"type\":\"input_json_delta\",\"partial_json\":\"\"}")
          + delta(2, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"command\\\": \\\"l\"}")
          + delta(2, "{\"type\":\"input_json_delta\",\"partial_json\":\"s\\\", \\\"n\\\": 1.50}\"}")
          + stop(2)
          + event(
              "message_delta",
              """
              {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},\
              "usage":{"output_tokens":42,"input_tokens":null,\
              "server_tool_use":{"web_search_requests":2}}}\
              """);

  static final String STOP = event("message_stop", "{\"type\":\"message_stop\"}");

  private Streams() {}

  static String start() {
    return event(
        "message_start",
        "{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"model\":\"x\","
            + "\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}");
  }

  static String event(String name, String json) {
    return "event: " + name + "\ndata: " + json + "\n\n";
  }

  static String block(int index, String json) {
    return event(
        "content_block_start",
        "{\"type\":\"content_block_start\",\"index\":"
            + index
            + ",\"content_block\":"
            + json
            + "}");
  }

  static String delta(int index, String json) {
    return event(
        "content_block_delta",
        "{\"type\":\"content_block_delta\",\"index\":" + index + ",\"delta\":" + json + "}");
  }

  static String stop(int index) {
    return event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":" + index + "}");
  }

  static String end(String reason) {
    return event(
            "message_delta",
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + reason + "\"}}")
        + STOP;
  }

  record Read(ModelAnswer answer, List<ModelEvent> events) {
    ModelAnswer.Complete complete() {
      return (ModelAnswer.Complete) answer;
    }

    ModelAnswer.Broken broken() {
      return (ModelAnswer.Broken) answer;
    }
  }

  static Read read(String stream) {
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    return read(bytes, bytes.length, new int[0]);
  }

  /** Reads the first bytes, cut into pieces at those places. */
  static Read read(byte[] bytes, int length, int[] cuts) {
    List<ModelEvent> events = new ArrayList<>();
    AnswerAssembler assembler =
        new AnswerAssembler(
            CachePolicy.FIVE_MINUTES, "req_1", UnaryOperator.identity(), events::add);
    SseDecoder decoder = new SseDecoder(SseDecoder.MAX_EVENT_BYTES);
    try {
      int from = 0;
      for (int cut : cuts) {
        decoder.feed(bytes, from, cut - from, assembler::event);
        from = cut;
      }
      decoder.feed(bytes, from, length - from, assembler::event);
    } catch (WireException e) {
      throw new AssertionError(e);
    }
    ModelAnswer answer = assembler.answer();
    return new Read(answer == null ? assembler.end() : answer, events);
  }
}
