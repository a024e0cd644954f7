package dev.muster.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.gateway.GatewayEvents.Event;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Another upstream is asked only while nothing can have been charged. */
class FailoverTest {

  private static UpstreamSettings second(URI uri) {
    UpstreamSettings first = World.messages("two", uri);
    return new UpstreamSettings("two", first.provider(), UpstreamSettings.Models.ALL, 1, 1, 100);
  }

  private static World both(URI one, URI two) {
    return new World(
        GatewaySettings.of(List.of(World.messages("one", one), second(two))), List.of());
  }

  @Test
  void goesOnToTheNextWhenOneIsOverloadedOrCannotBeReached() {
    try (RawUpstream busy =
            RawUpstream.start((r, _, out) ->
                RawUpstream.json(
                    out, 529, "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}"));
        RawUpstream good =
            RawUpstream.start((r, _, out) -> RawUpstream.json(out, 200, Answers.MESSAGE))) {
      try (World world = both(busy.uri(), good.uri())) {
        assertThat(world.post("/v1/messages", Answers.WHOLE_REQUEST).statusCode()).isEqualTo(200);
        assertThat(world.row().nanos()).isEqualTo(Answers.NANOS);
        assertThat(world.row().group().upstream()).isEqualTo("two");
        assertThat(world.events)
            .anyMatch(e -> e instanceof Event.UpstreamFailed f && f.status() == 529);
      }
      try (World world = both(URI.create("http://127.0.0.1:1"), good.uri())) {
        assertThat(world.post("/v1/messages", Answers.WHOLE_REQUEST).statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  void anIllUpstreamIsLeftAloneForAWhile() {
    try (RawUpstream ill = RawUpstream.start((r, _, out) -> RawUpstream.json(out, 503, "{}"));
        RawUpstream good =
            RawUpstream.start((r, _, out) -> RawUpstream.json(out, 200, Answers.MESSAGE));
        World world = both(ill.uri(), good.uri())) {
      for (int i = 0; i < 12; i++) {
        assertThat(world.post("/v1/messages", Answers.WHOLE_REQUEST).statusCode()).isEqualTo(200);
      }
      assertThat(ill.requests).hasSizeBetween(5, 7);
      assertThat(good.requests).hasSize(12);
      world.rows(12);
    }
  }

  @Test
  void theLastErrorGoesToTheClientAndNothingIsCharged() {
    String body =
        "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"slow, account"
            + " 123456789012 arn:aws:bedrock:us-east-1:123456789012:x/y\"}}";
    try (RawUpstream upstream =
            RawUpstream.start((r, _, out) -> {
              RawUpstream.head(out, 429, "application/json", "retry-after: 17\r\n");
              out.write(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            });
        World world = World.of(upstream)) {
      HttpResponse<byte[]> response = world.post("/v1/messages", Answers.REQUEST);
      assertThat(response.statusCode()).isEqualTo(429);
      assertThat(response.headers().firstValue("retry-after")).contains("17");
      assertThat(World.text(response)).contains("slow, account [account] [resource]");
      World.await(() -> world.store.open() == 0);
      assertThat(world.store.rows()).isEmpty();
      assertThat(upstream.requests).hasSize(1);
    }
  }

  @Test
  void errorsAboutSizeGoOnToTheLetter() {
    String body =
        "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"prompt is"
            + " too long: 123456789012 tokens > 200000 maximum\"},\"request_id\":\"req_x\"}";
    try (RawUpstream upstream = RawUpstream.start((r, _, out) -> RawUpstream.json(out, 400, body));
        World world = World.of(upstream)) {
      HttpResponse<byte[]> response = world.post("/v1/messages", Answers.REQUEST);
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(World.text(response)).isEqualTo(body);
    }
  }

  @Test
  void anUpstreamThatRefusesTheGatewayIsNotTheClientsFault() {
    try (RawUpstream upstream = RawUpstream.start((r, _, out) -> RawUpstream.json(out, 401, "{}"));
        World world = World.of(upstream)) {
      assertThat(world.post("/v1/messages", Answers.REQUEST).statusCode()).isEqualTo(502);
    }
  }

  @Test
  void weightsShareRequestsAndModelsFindTheirUpstream() {
    UpstreamSettings base = World.messages("a", URI.create("http://127.0.0.1:1"));
    Upstreams upstreams =
        new Upstreams(
            List.of(
                new UpstreamSettings("a", base.provider(), UpstreamSettings.Models.ALL, 0, 3, 100),
                new UpstreamSettings("b", base.provider(), UpstreamSettings.Models.ALL, 0, 1, 100),
                new UpstreamSettings(
                    "c",
                    base.provider(),
                    new UpstreamSettings.Models(List.of("claude-opus-*"), Map.of()),
                    0,
                    1,
                    100)),
            new java.util.Random(3));
    int first = 0;
    for (int i = 0; i < 4_000; i++) {
      List<Upstream> drawn = upstreams.candidates("claude-haiku-4-5", "claude-haiku-4-5");
      assertThat(drawn).hasSize(2);
      first += drawn.getFirst().name().equals("a") ? 1 : 0;
    }
    assertThat(first).isBetween(2_850, 3_150);
    assertThat(upstreams.candidates("claude-opus-5", "claude-opus-5")).hasSize(3);
  }
}
