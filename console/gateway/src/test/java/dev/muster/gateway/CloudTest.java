package dev.muster.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.domain.Secret;
import dev.muster.domain.UsageRow;
import dev.muster.wire.BedrockStream;
import dev.muster.wire.EventStreamCodec;
import dev.muster.wire.EventStreamFrame;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Every client form over every upstream form. */
class CloudTest {

  private static final String BEDROCK_ID = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
  private static final String BEDROCK_PATH = "/model/" + BEDROCK_ID.replace(":", "%3A");
  private static final String VERTEX_PATH =
      "/v1/projects/p/locations/global/publishers/anthropic/models/claude-sonnet-4-5@20250929";
  private static final String CLOUD_BODY =
      "{\"anthropic_version\":\"bedrock-2023-05-31\",\"anthropic_beta\":[\"b-1\"],"
          + "\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

  private static byte[] frames() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String event : Answers.STREAM.strip().split("\n\n", -1)) {
      String data = event.substring(event.indexOf("data: ") + 6);
      out.writeBytes(BedrockStream.chunk(data.getBytes(StandardCharsets.UTF_8)));
    }
    return out.toByteArray();
  }

  private static RawUpstream bedrock() {
    return RawUpstream.start((r, _, out) -> {
      if (r.path().endsWith("/invoke-with-response-stream")) {
        RawUpstream.head(out, 200, "application/vnd.amazon.eventstream", "");
        byte[] all = frames();
        for (int at = 0; at < all.length; at += 33) {
          out.write(all, at, Math.min(33, all.length - at));
          out.flush();
        }
      } else if (r.path().endsWith("/count-tokens")) {
        RawUpstream.json(out, 200, "{\"inputTokens\":42}");
      } else {
        RawUpstream.json(out, 200, Answers.MESSAGE);
      }
    });
  }

  private static RawUpstream messages() {
    return RawUpstream.start((r, _, out) -> {
      if (r.path().contains("count")) {
        RawUpstream.json(out, 200, "{\"input_tokens\":42}");
      } else if (r.text().contains("\"stream\":true")) {
        RawUpstream.head(out, 200, "text/event-stream", "");
        out.write(Answers.STREAM.getBytes(StandardCharsets.UTF_8));
      } else {
        RawUpstream.json(out, 200, Answers.MESSAGE);
      }
    });
  }

  private static World over(Provider provider) {
    return new World(
        GatewaySettings.of(List.of(new UpstreamSettings("cloud", provider))), List.of());
  }

  private static Provider signed(RawUpstream upstream) {
    AwsKeys keys = new AwsKeys("AKID", new Secret("canary-aws"), null);
    return new Provider.Bedrock(upstream.uri(), "us-east-1", () -> keys);
  }

  private static Provider vertex(RawUpstream upstream) {
    return new Provider.Vertex(
        upstream.uri(),
        "proj",
        "global",
        () -> CompletableFuture.completedFuture(new Secret("canary-token")));
  }

  private static void assertCharged(World world) {
    UsageRow row = world.row();
    assertThat(row.kind()).isEqualTo(UsageRow.Kind.EXACT);
    assertThat(row.nanos()).isEqualTo(Answers.NANOS);
    assertThat(row.group().model()).isEqualTo("claude-sonnet-4-5");
  }

  private static List<String> events(byte[] frames) throws Exception {
    List<EventStreamFrame> read = new ArrayList<>();
    new EventStreamCodec().feed(frames, 0, frames.length, read::add);
    List<String> types = new ArrayList<>();
    for (EventStreamFrame frame : read) {
      types.add(BedrockStream.event(frame).type());
    }
    return types;
  }

  @Test
  void aMessagesClientOverBedrock() {
    try (RawUpstream upstream = bedrock();
        World world = over(signed(upstream))) {
      HttpResponse<byte[]> response = world.post("/v1/messages", Answers.REQUEST);
      assertThat(World.text(response)).isEqualTo(Answers.STREAM);
      assertThat(response.headers().firstValue("content-type").orElse(""))
          .startsWith("text/event-stream");
      RawUpstream.Request seen = upstream.requests.getFirst();
      assertThat(seen.path()).isEqualTo("/model/claude-sonnet-4-5/invoke-with-response-stream");
      assertThat(seen.header("authorization"))
          .startsWith("AWS4-HMAC-SHA256 Credential=AKID/")
          .contains("/us-east-1/bedrock/aws4_request")
          .contains("host");
      assertThat(seen.text())
          .startsWith("{\"anthropic_version\":\"bedrock-2023-05-31\",")
          .contains("\"max_tokens\":100")
          .doesNotContain("\"model\"", "\"stream\"");
      assertCharged(world);
    }
  }

  @Test
  void aBedrockClientOverBedrockByteForByte() {
    try (RawUpstream upstream = bedrock();
        World world = over(new Provider.BedrockBearer(upstream.uri(), new Secret("canary-b")))) {
      HttpResponse<byte[]> response =
          world.post(BEDROCK_PATH + "/invoke-with-response-stream", CLOUD_BODY);
      assertThat(response.body()).isEqualTo(frames());
      RawUpstream.Request seen = upstream.requests.getFirst();
      assertThat(seen.text()).isEqualTo(CLOUD_BODY);
      assertThat(seen.path()).isEqualTo(BEDROCK_PATH + "/invoke-with-response-stream");
      assertThat(seen.header("authorization")).isEqualTo("Bearer canary-b");
      assertCharged(world);
    }
  }

  @Test
  void aBedrockClientOverTheMessagesApi() throws Exception {
    try (RawUpstream upstream = messages();
        World world = World.of(upstream)) {
      HttpResponse<byte[]> response =
          world.post(BEDROCK_PATH + "/invoke-with-response-stream", CLOUD_BODY);
      assertThat(response.headers().firstValue("content-type"))
          .contains("application/vnd.amazon.eventstream");
      assertThat(events(response.body()))
          .containsExactly(
              "message_start",
              "content_block_start",
              "content_block_delta",
              "content_block_stop",
              "message_delta",
              "message_stop");
      RawUpstream.Request seen = upstream.requests.getFirst();
      assertThat(seen.path()).isEqualTo("/v1/messages");
      assertThat(seen.header("anthropic-beta")).isEqualTo("b-1");
      assertThat(seen.header("anthropic-version")).isEqualTo("2023-06-01");
      assertThat(seen.text())
          .contains("\"model\":\"" + BEDROCK_ID + "\"", "\"stream\":true")
          .doesNotContain("anthropic_beta", "anthropic_version");
      assertCharged(world);
    }
  }

  @Test
  void aBedrockClientsWholeAnswersCountsAndErrors() {
    try (RawUpstream upstream = bedrock();
        World world = over(signed(upstream))) {
      assertThat(World.text(world.post(BEDROCK_PATH + "/invoke", CLOUD_BODY)))
          .isEqualTo(Answers.MESSAGE);
      assertCharged(world);
      String count =
          "{\"input\":{\"invokeModel\":{\"body\":\""
              + Base64.getEncoder().encodeToString(CLOUD_BODY.getBytes(StandardCharsets.UTF_8))
              + "\"}}}";
      assertThat(World.text(world.post(BEDROCK_PATH + "/count-tokens", count)))
          .isEqualTo("{\"inputTokens\":42}");
      HttpResponse<byte[]> refused = world.post("/model/unheard-of/invoke", CLOUD_BODY);
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.headers().firstValue("x-amzn-errortype")).contains("ValidationException");
      assertThat(World.text(refused)).startsWith("{\"message\":");
    }
  }

  @Test
  void aMessagesClientOverVertex() {
    try (RawUpstream upstream = messages();
        World world = over(vertex(upstream))) {
      HttpResponse<byte[]> response = world.post("/v1/messages", Answers.REQUEST);
      assertThat(World.text(response)).isEqualTo(Answers.STREAM);
      RawUpstream.Request seen = upstream.requests.getFirst();
      assertThat(seen.path())
          .isEqualTo(
              "/v1/projects/proj/locations/global/publishers/anthropic/models/"
                  + "claude-sonnet-4-5:streamRawPredict");
      assertThat(seen.header("authorization")).isEqualTo("Bearer canary-token");
      assertThat(seen.headers()).doesNotContainKey("x-api-key");
      assertThat(seen.text())
          .contains("\"anthropic_version\":\"vertex-2023-10-16\"", "\"stream\":true")
          .doesNotContain("\"model\"");
      assertCharged(world);
      String count = "{\"model\":\"claude-sonnet-4-5\",\"messages\":[]}";
      assertThat(World.text(world.post("/v1/messages/count_tokens", count)))
          .isEqualTo("{\"input_tokens\":42}");
      assertThat(upstream.requests.getLast().path()).endsWith("/models/count-tokens:rawPredict");
    }
  }

  @Test
  void aVertexClientOverTheMessagesApi() {
    String body =
        CLOUD_BODY.replace("bedrock-2023-05-31", "vertex-2023-10-16").replace("{\"max", "{\"max");
    try (RawUpstream upstream = messages();
        World world = World.of(upstream)) {
      String streamed = body.replace("\"max_tokens\"", "\"stream\":true,\"max_tokens\"");
      assertThat(World.text(world.post(VERTEX_PATH + ":streamRawPredict", streamed)))
          .isEqualTo(Answers.STREAM);
      assertThat(upstream.requests.getFirst().text())
          .contains("\"model\":\"claude-sonnet-4-5@20250929\"")
          .doesNotContain("anthropic_version");
      assertCharged(world);
      assertThat(World.text(world.post(VERTEX_PATH + ":rawPredict", body)))
          .isEqualTo(Answers.MESSAGE);
    }
  }

  @Test
  void bedrocksExceptionsBecomeErrorsAndTheStreamIsChargedByABound() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    String start = Answers.START.substring(Answers.START.indexOf("data: ") + 6).strip();
    all.writeBytes(BedrockStream.chunk(start.getBytes(StandardCharsets.UTF_8)));
    all.writeBytes(
        EventStreamCodec.encode(
            Map.of(":message-type", "exception", ":exception-type", "throttlingException"),
            "{\"message\":\"slow, 123456789012\"}".getBytes(StandardCharsets.UTF_8)));
    try (RawUpstream upstream =
            RawUpstream.start((r, _, out) -> {
              RawUpstream.head(out, 200, "application/vnd.amazon.eventstream", "");
              out.write(all.toByteArray());
            });
        World world = over(signed(upstream))) {
      String answer = World.text(world.post("/v1/messages", Answers.REQUEST));
      assertThat(answer)
          .startsWith(Answers.START)
          .contains("event: error", "rate_limit_error", "slow, [account]");
      assertThat(world.row().kind()).isEqualTo(UsageRow.Kind.AT_LEAST);
    }
  }

  @Test
  void framesWithAWrongChecksumEndTheAnswer() {
    byte[] broken = frames();
    broken[broken.length - 1] ^= 1;
    try (RawUpstream upstream =
            RawUpstream.start((r, _, out) -> {
              RawUpstream.head(out, 200, "application/vnd.amazon.eventstream", "");
              out.write(broken);
            });
        World world = over(signed(upstream))) {
      assertThat(World.text(world.post("/v1/messages", Answers.REQUEST)))
          .contains("cannot be followed");
      assertThat(world.row().kind()).isEqualTo(UsageRow.Kind.AT_LEAST);
    }
  }
}
