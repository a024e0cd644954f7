package dev.muster.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.domain.UsageRow;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What goes through a gateway comes out as it went in. */
class RelayTest {

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void pieces(OutputStream out, byte[] bytes, int size) throws Exception {
    RawUpstream.head(out, 200, "text/event-stream; charset=utf-8", "request-id: req_up\r\n");
    for (int at = 0; at < bytes.length; at += size) {
      out.write(bytes, at, Math.min(size, bytes.length - at));
      out.flush();
      if (at / size % 8 == 0) {
        LockSupport.parkNanos(200_000);
      }
    }
  }

  @Test
  void oddStreamsArriveByteForByteAndAreCharged() {
    StringBuilder huge = new StringBuilder();
    Random random = new Random(7);
    for (int i = 0; i < 400_000; i++) {
      huge.append((char) ('a' + random.nextInt(26)));
    }
    String big = Answers.START + Answers.TEXT.replace("Grüß Gott", huge) + Answers.END;
    List<String> streams =
        List.of(
            Answers.STREAM,
            Answers.STREAM.replace("\n", "\r\n"),
            Answers.STREAM.replace("\n", "\r"),
            ": a comment\n\n" + Answers.STREAM.replace("event: message_stop\n", ""),
            "\uFEFF"
                + Answers.START
                + "event: ping\ndata: {\"type\": \"ping\"}\n\n"
                + Answers.TEXT
                + "event: something_new\ndata: {\"type\":\"something_new\",\"x\":[1]}\n\n"
                + Answers.END,
            big);
    for (String stream : streams) {
      for (int size : new int[] {1, 7, 100_000}) {
        if (size == 1 && stream.length() > 10_000) {
          continue;
        }
        try (RawUpstream upstream =
                RawUpstream.start((r, _, out) -> pieces(out, utf8(stream), size));
            World world = World.of(upstream)) {
          HttpResponse<byte[]> response = world.post("/v1/messages?beta=true", Answers.REQUEST);
          assertThat(response.statusCode()).isEqualTo(200);
          assertThat(response.body()).isEqualTo(utf8(stream));
          UsageRow row = world.row();
          assertThat(row.kind()).isEqualTo(UsageRow.Kind.EXACT);
          assertThat(row.nanos()).isEqualTo(Answers.NANOS);
        }
      }
    }
  }

  @Test
  void theBodyAndTheHeadersOfTheApiGoOnAsTheyCame() {
    String body =
        "{ \"model\" : \"claude-sonnet-4-5\",\n\"unknown_member\":{\"a\":[1,2.50,1e3]},"
            + "\"max_tokens\":1e2,\"messages\":[{\"role\":\"user\",\"content\":\"\\u00fc \\ud83d\"}]}";
    try (RawUpstream upstream =
            RawUpstream.start((r, _, out) -> RawUpstream.json(out, 200, Answers.MESSAGE));
        World world = World.of(upstream)) {
      HttpResponse<byte[]> response =
          world.send(
              world
                  .request("/v1/messages?beta=true")
                  .header("authorization", "Bearer " + World.KEY)
                  .header("anthropic-beta", "made-up-2099-01-01,other")
                  .header("anthropic-version", "2031-01-01")
                  .header("x-claude-code-session-id", "s1")
                  .header("cookie", "secret=1")
                  .header("x-forwarded-for", "10.0.0.1")
                  .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body)));
      assertThat(World.text(response)).isEqualTo(Answers.MESSAGE);
      assertThat(response.headers().firstValue("request-id").orElse("")).startsWith("req_");
      RawUpstream.Request seen = upstream.requests.getFirst();
      assertThat(seen.text()).isEqualTo(body);
      assertThat(seen.path()).isEqualTo("/v1/messages?beta=true");
      assertThat(seen.header("anthropic-beta")).isEqualTo("made-up-2099-01-01,other");
      assertThat(seen.header("anthropic-version")).isEqualTo("2031-01-01");
      assertThat(seen.header("x-claude-code-session-id")).isEqualTo("s1");
      assertThat(seen.header("x-api-key")).isEqualTo(World.UPSTREAM_KEY);
      assertThat(seen.headers()).doesNotContainKeys("authorization", "cookie", "x-forwarded-for");
      assertThat(seen.headers().toString()).doesNotContain(World.KEY);
      assertThat(world.row().nanos()).isEqualTo(Answers.NANOS);
    }
  }

  @Test
  void anErrorAfterTheHeadGoesOnAndIsChargedByABound() {
    String stream =
        Answers.START
            + Answers.TEXT
            + "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
            + "\"message\":\"Overloaded\"}}\n\n";
    try (RawUpstream upstream = RawUpstream.start((r, _, out) -> pieces(out, utf8(stream), 50));
        World world = World.of(upstream)) {
      HttpResponse<byte[]> response = world.post("/v1/messages", Answers.REQUEST);
      assertThat(World.text(response)).isEqualTo(stream);
      UsageRow row = world.row();
      assertThat(row.kind()).isEqualTo(UsageRow.Kind.AT_LEAST);
      assertThat(row.nanos()).isEqualTo(10 * 3_000 + 100 * 15_000);
      assertThat(row.nanos()).isLessThanOrEqualTo(row.bound());
    }
  }
}
