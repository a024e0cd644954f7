package dev.muster.provider;

import dev.muster.json.Json;
import dev.muster.model.CachePolicy;
import dev.muster.model.Message;
import dev.muster.model.ModelAnswer;
import dev.muster.model.ModelEvent;
import dev.muster.model.ModelRequest;
import dev.muster.model.ThinkingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A client whose waits take no time but are written down. */
final class Fixture implements AutoCloseable {

  static final String CANARY = "sk-canary-0123456789abcdef";
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  static final String STREAM =
      """
      event: message_start
      data: {"type":"message_start","message":{"id":"msg_1","model":"claude-x","usage":\
      {"input_tokens":3,"output_tokens":1}}}

      event: content_block_start
      data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"hi ä"}}

      event: content_block_stop
      data: {"type":"content_block_stop","index":0}

      event: message_delta
      data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":7}}

      event: message_stop
      data: {"type":"message_stop"}

      """;

  static final String WHOLE =
      """
      {"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":\
      [{"type":"text","text":"hi ä"}],"stop_reason":"end_turn","stop_sequence":null,\
      "usage":{"input_tokens":3,"output_tokens":7}}\
      """;

  final List<Duration> waits = new ArrayList<>();
  final List<ModelEvent> events = new ArrayList<>();
  final AnthropicClient client;

  Fixture(Map<String, String> environment, Credentials credentials) {
    client =
        new AnthropicClient(
            ProviderConfig.of(environment),
            credentials,
            new ClientIdentity("0.1", "session-1"),
            InstantSource.fixed(NOW),
            (time, ended) -> waits.add(time),
            () -> 0.0);
  }

  static Fixture to(RawServer server, String... more) {
    return new Fixture(environment(server, more), key());
  }

  static Credentials key() {
    return Credentials.of(Map.of("ANTHROPIC_API_KEY", CANARY), null);
  }

  static Map<String, String> environment(RawServer server, String... more) {
    Map<String, String> environment = new HashMap<>();
    environment.put("ANTHROPIC_BASE_URL", "http://127.0.0.1:" + server.port());
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    return environment;
  }

  static ModelRequest request() {
    return new ModelRequest(
        "claude-x",
        List.of("be"),
        List.of(),
        List.of(Message.user("hello")),
        100,
        new ThinkingMode.Unset(),
        CachePolicy.OFF,
        null,
        null,
        null,
        Json.Obj.EMPTY);
  }

  ModelAnswer send() throws InterruptedException {
    return client.send(request(), true, events::add);
  }

  /** Sends, and says when the answer has begun. */
  ModelAnswer send(CountDownLatch begun) throws InterruptedException {
    return client.send(
        request(),
        true,
        event -> {
          events.add(event);
          if (event instanceof ModelEvent.Started) {
            begun.countDown();
          }
        });
  }

  ModelAnswer sendWhole() throws InterruptedException {
    return client.send(request(), false, events::add);
  }

  List<ModelEvent.Retrying> retries() {
    List<ModelEvent.Retrying> retries = new ArrayList<>();
    for (ModelEvent event : events) {
      if (event instanceof ModelEvent.Retrying retrying) {
        retries.add(retrying);
      }
    }
    return retries;
  }

  @Override
  public void close() {
    client.close();
  }
}
