package dev.muster.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.json.Json;
import dev.muster.json.JsonReader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PromptCountTest {

  @Test
  void asksWithTheSameCredentialAndWithoutWhatIsAboutTheAnswer() throws Exception {
    try (RawServer server =
            new RawServer((q, n, to) -> to.respond(200, "", "{\"input_tokens\": 2095}"));
        Fixture fixture = Fixture.to(server)) {
      assertThat(fixture.client.countPrompt(Fixture.request())).hasValue(2_095);
      RawServer.Seen seen = server.requests.getFirst();
      assertThat(seen.line()).startsWith("POST /v1/messages/count_tokens?beta=true ");
      assertThat(seen.headers())
          .containsEntry("x-api-key", Fixture.CANARY)
          .containsKey("anthropic-version");
      Json.Obj body = JsonReader.readObject(seen.body());
      assertThat(body.members().keySet()).containsExactlyInAnyOrder("model", "system", "messages");
    }
  }

  @Test
  void aServerThatDoesNotCountIsNotAskedAgain() throws Exception {
    for (int status : new int[] {404, 405, 501}) {
      try (RawServer server = new RawServer((q, n, to) -> to.respond(status, "", "{}"));
          Fixture fixture = Fixture.to(server)) {
        assertThat(fixture.client.countPrompt(Fixture.request())).isEmpty();
        assertThat(fixture.client.countPrompt(Fixture.request())).isEmpty();
        assertThat(server.requests).hasSize(1);
      }
    }
  }

  @Test
  void whatIsNoCountIsNone() throws Exception {
    String[] answers = {
      "", "[]", "{}", "{\"input_tokens\":0}", "{\"input_tokens\":\"9\"}", "<html>"
    };
    try (RawServer server =
            new RawServer((q, n, to) -> {
              if (n <= answers.length) {
                to.respond(200, "", answers[n - 1]);
              } else if (n == answers.length + 1) {
                to.respond(529, "", "{}");
              } else if (n == answers.length + 2) {
                to.respond(307, "location: http://127.0.0.1:1/\r\n", "");
              } else {
                to.socket().close();
              }
            });
        Fixture fixture = Fixture.to(server)) {
      for (int i = 0; i < answers.length + 3; i++) {
        assertThat(fixture.client.countPrompt(Fixture.request())).isEmpty();
      }
      assertThat(server.requests).hasSizeGreaterThanOrEqualTo(answers.length + 3);
      assertThat(fixture.waits).isEmpty();
    }
  }

  @Test
  void nothingIsSentWithoutACredentialThatThePublicAddressAsksFor() throws Exception {
    try (Fixture fixture = new Fixture(Map.of(), Credentials.none())) {
      assertThat(fixture.client.countPrompt(Fixture.request())).isEmpty();
    }
  }
}
