package dev.muster.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.json.JsonReader;
import dev.muster.model.ContentBlock;
import dev.muster.model.FailureKind;
import dev.muster.model.ModelAnswer;
import dev.muster.model.ModelEvent;
import dev.muster.model.StopReason;
import dev.muster.model.Usage;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AnthropicClientTest {

  @Test
  void streamsAnAnswerAndKeepsTheConnection() throws Exception {
    try (RawServer server = new RawServer((request, n, to) -> to.stream(Fixture.STREAM));
        Fixture fixture = Fixture.to(server)) {
      for (int i = 0; i < 50; i++) {
        fixture.events.clear();
        ModelAnswer.Complete answer = (ModelAnswer.Complete) fixture.send();
        assertThat(answer.message().content()).containsExactly(new ContentBlock.Text("hi ä"));
        assertThat(answer.usage()).isEqualTo(Usage.tokens(3, 7));
        assertThat(answer.stopReason()).isEqualTo(StopReason.END_TURN);
        assertThat(answer.requestId()).isEqualTo("req_h");
        assertThat(fixture.events).contains(new ModelEvent.TextDelta(0, "hi ä"));
      }
      assertThat(server.connections()).isEqualTo(1);
      assertThat(server.requests).hasSize(50);
    }
  }

  @Test
  void sendsTheHeadersAndTheBodyOfTheApi() throws Exception {
    try (RawServer server = new RawServer((request, n, to) -> to.stream(Fixture.STREAM));
        Fixture fixture =
            Fixture.to(
                server,
                "ANTHROPIC_CUSTOM_HEADERS",
                "X-Team: a:b\r\n\nUser-Agent: mine\nanthropic-beta: b3",
                "ANTHROPIC_BETAS",
                "b1, b2",
                "CLAUDE_CODE_EXTRA_BODY",
                "{\"top_k\":5,\"model\":\"evil\"}")) {
      fixture.client.send(Fixture.request().withModel("claude-y[1m]"), true, e -> {});
      RawServer.Seen seen = server.requests.getFirst();
      assertThat(seen.line()).isEqualTo("POST /v1/messages?beta=true HTTP/1.1");
      assertThat(seen.headers())
          .containsEntry("x-api-key", Fixture.CANARY)
          .containsEntry("anthropic-version", "2023-06-01")
          .containsEntry("anthropic-beta", "context-1m-2025-08-07,b1,b2,b3")
          .containsEntry("content-type", "application/json")
          .containsEntry("user-agent", "mine")
          .containsEntry("x-team", "a:b")
          .containsEntry("x-app", "cli")
          .containsEntry("x-claude-code-session-id", "session-1")
          .doesNotContainKeys("authorization", "upgrade", "http2-settings", "transfer-encoding");
      assertThat(JsonReader.readObject(seen.body()))
          .isEqualTo(
              JsonReader.readObject(
                  """
                  {"model":"claude-y","max_tokens":100,"stream":true,"system":[{"type":"text",
                  "text":"be"}],"messages":[{"role":"user","content":[{"type":"text",
                  "text":"hello"}]}],"top_k":5}\
                  """));
    }
  }

  @Test
  void canBePreparedAtAnyTime() throws Exception {
    try (RawServer server = new RawServer((request, n, to) -> to.stream(Fixture.STREAM));
        Fixture fixture = Fixture.to(server)) {
      fixture.client.prepare();
      assertThat(server.connections()).isZero();
      assertThat(fixture.send()).isInstanceOf(ModelAnswer.Complete.class);
      fixture.client.prepare();
      fixture.client.close();
      fixture.client.prepare();
    }
  }

  @Test
  void introducesItself() throws Exception {
    try (RawServer server = new RawServer((request, n, to) -> to.stream(Fixture.STREAM));
        Fixture fixture = Fixture.to(server)) {
      fixture.send();
      assertThat(server.requests.getFirst().headers()).containsEntry("user-agent", "muster/0.1");
    }
  }

  @Test
  void readsAWholeAnswer() throws Exception {
    try (RawServer server =
            new RawServer((request, n, to) ->
                to.respond(200, "content-type: application/json\r\n", Fixture.WHOLE));
        Fixture fixture = Fixture.to(server)) {
      ModelAnswer.Complete answer = (ModelAnswer.Complete) fixture.sendWhole();
      assertThat(answer.usage()).isEqualTo(Usage.tokens(3, 7));
      assertThat(server.requests.getFirst().body()).doesNotContain("\"stream\"");
      assertThat(fixture.events).contains(new ModelEvent.TextDelta(0, "hi ä"));
      assertThat(fixture.send()).isInstanceOf(ModelAnswer.Complete.class);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void readsAStreamWhereAWholeAnswerWasAskedFor() throws Exception {
    try (RawServer server = new RawServer((request, n, to) -> to.stream(Fixture.STREAM));
        Fixture fixture = Fixture.to(server)) {
      assertThat(fixture.sendWhole()).isInstanceOf(ModelAnswer.Complete.class);
    }
  }

  @Test
  void sendsALongConversation() throws Exception {
    String text = "é\"🌍\n".repeat(500_000);
    try (RawServer server = new RawServer((request, n, to) -> to.stream(Fixture.STREAM));
        Fixture fixture = Fixture.to(server)) {
      var request =
          new dev.muster.model.ModelRequest(
              "claude-x",
              java.util.List.of(text),
              java.util.List.of(),
              Fixture.request().messages(),
              100,
              new dev.muster.model.ThinkingMode.Unset(),
              dev.muster.model.CachePolicy.OFF,
              null,
              null,
              null,
              dev.muster.json.Json.Obj.EMPTY);
      assertThat(fixture.client.send(request, true, e -> {}))
          .isInstanceOf(ModelAnswer.Complete.class);
      assertThat(server.requests.getFirst().body()).contains("é\\\"🌍\\n".repeat(500_000));
    }
  }

  @Test
  void sendsNothingToAnthropicWithoutACredential() throws Exception {
    try (Fixture fixture = new Fixture(Map.of(), Credentials.none())) {
      ModelAnswer.Failed failed = (ModelAnswer.Failed) fixture.send();
      assertThat(failed.kind()).isEqualTo(FailureKind.NO_CREDENTIAL);
      assertThat(failed.message()).contains("ANTHROPIC_API_KEY");
      assertThat(fixture.waits).isEmpty();
    }
  }

  @Test
  void asksAnotherHostWithoutACredential() throws Exception {
    try (RawServer server = new RawServer((request, n, to) -> to.stream(Fixture.STREAM));
        Fixture fixture = new Fixture(Fixture.environment(server), Credentials.none())) {
      assertThat(fixture.send()).isInstanceOf(ModelAnswer.Complete.class);
      assertThat(server.requests.getFirst().headers())
          .doesNotContainKeys("x-api-key", "authorization");
    }
  }

  @Test
  void neverFollowsARedirect() throws Exception {
    try (RawServer other = new RawServer((request, n, to) -> to.stream(Fixture.STREAM))) {
      for (int status : new int[] {301, 302, 303, 307, 308}) {
        String location = "http://127.0.0.1:" + other.port() + "/v1/messages";
        try (RawServer server =
                new RawServer(
                    (q, n, to) -> to.respond(status, "location: " + location + "\r\n", ""));
            Fixture fixture = Fixture.to(server)) {
          ModelAnswer.Failed failed = (ModelAnswer.Failed) fixture.send();
          assertThat(failed.status()).isEqualTo(status);
          assertThat(failed.message()).contains("redirects to 127.0.0.1");
          assertThat(fixture.waits).isEmpty();
        }
      }
      assertThat(other.connections()).isZero();
    }
  }

  @Test
  void aWebPageIsNotAnAnswer() throws Exception {
    try (RawServer server =
            new RawServer((q, n, to) ->
                to.respond(200, "content-type: text/html\r\n", "<html>login</html>"));
        Fixture fixture = Fixture.to(server)) {
      ModelAnswer.Failed failed = (ModelAnswer.Failed) fixture.send();
      assertThat(failed.message()).contains("web page", "ANTHROPIC_BASE_URL");
      assertThat(server.requests).hasSize(1);
    }
  }

  @Test
  void whatIsNoAnswerIsNamed() throws Exception {
    String zipped = "content-type: text/event-stream\r\ncontent-encoding: gzip\r\n";
    assertThat(failure(200, zipped, "\u001f\u008b")).contains("encoding gzip", "any proxy");
    assertThat(failure(204, "", "")).contains("204");
  }

  private static String failure(int status, String headers, String body) throws Exception {
    try (RawServer server = new RawServer((q, n, to) -> to.respond(status, headers, body));
        Fixture fixture = Fixture.to(server)) {
      String message = ((ModelAnswer.Failed) fixture.send()).message();
      assertThat(server.requests.getFirst().headers()).containsEntry("accept-encoding", "identity");
      return message;
    }
  }

  @Test
  void showsNoCredentialAnywhere() throws Exception {
    String json =
        "{\"error\":{\"type\":\"x\",\"message\":\"bad key "
            + Fixture.CANARY
            + " or "
            + "sk-ant-api03-abc_DEF or header-canary-77\"}}";
    for (String body : new String[] {json, "key " + Fixture.CANARY + " header-canary-77", json}) {
      for (int status : new int[] {400, 401, 500}) {
        try (RawServer server =
                new RawServer((q, n, to) ->
                    to.respond(status, "request-id: r-" + Fixture.CANARY + "\r\n", body));
            Fixture fixture =
                Fixture.to(
                    server,
                    "CLAUDE_CODE_MAX_RETRIES",
                    "1",
                    "ANTHROPIC_CUSTOM_HEADERS",
                    "X-Secret: Bearer header-canary-77")) {
          String shown = fixture.send() + " " + fixture.events + fixture.client;
          assertThat(shown)
              .contains("[redacted]")
              .doesNotContain(Fixture.CANARY, "header-canary", "api03", "abc_DEF");
        }
      }
    }
    assertThat(Fixture.key().toString() + new Secret(Fixture.CANARY))
        .doesNotContain(Fixture.CANARY);
  }

  @Test
  void anErrorEventDoesNotShowTheCredentialEither() throws Exception {
    String events =
        Fixture.STREAM.substring(0, Fixture.STREAM.indexOf("event: content_block_delta"))
            + "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\","
            + "\"message\":\"key "
            + Fixture.CANARY
            + "\"}}\n\n";
    try (RawServer server = new RawServer((q, n, to) -> to.stream(events));
        Fixture fixture = Fixture.to(server)) {
      ModelAnswer.Broken broken = (ModelAnswer.Broken) fixture.send();
      assertThat(broken.message()).isEqualTo("key [redacted]");
      assertThat(broken.usageAtLeast()).isEqualTo(Usage.tokens(3, 1));
      assertThat(fixture.events.toString()).doesNotContain(Fixture.CANARY);
      assertThat(server.requests).hasSize(1);
    }
  }
}
