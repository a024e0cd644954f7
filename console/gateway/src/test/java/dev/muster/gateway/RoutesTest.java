package dev.muster.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.domain.KeyCheck;
import dev.muster.domain.ModelAccess;
import dev.muster.domain.RateLimits;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may come in, and what is where. */
class RoutesTest {

  private static final List<String> POSTS =
      List.of(
          "/v1/messages",
          "/v1/messages?beta=true",
          "/v1/messages/count_tokens",
          "/model/anthropic.claude-sonnet-4-5-20250929-v1%3A0/invoke",
          "/model/x/invoke-with-response-stream",
          "/model/x/count-tokens",
          "/v1/projects/p/locations/global/publishers/anthropic/models/claude-sonnet-4-5:rawPredict",
          "/v1/projects/p/locations/r/publishers/anthropic/models/m:streamRawPredict",
          "/v1/projects/p/locations/r/publishers/anthropic/models/count-tokens:rawPredict",
          "/anything");
  private static final List<String> GETS =
      List.of("/v1/models", "/v1/models/x", "/inference-profiles?type=SYSTEM_DEFINED", "/", "/x");

  private static RawUpstream answering() {
    return RawUpstream.start((r, _, out) -> RawUpstream.json(out, 200, Answers.MESSAGE));
  }

  @Test
  void everyPathWantsACredential() {
    try (RawUpstream upstream = answering();
        World world = World.of(upstream)) {
      world.keys.put("revoked", new KeyCheck.Revoked());
      for (String path : POSTS) {
        HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString(Answers.REQUEST);
        assertRefused(world, world.request(path).POST(body));
        assertRefused(world, world.request(path).header("x-api-key", "wrong").POST(body));
        assertRefused(world, world.request(path).header("x-api-key", "revoked").POST(body));
        assertRefused(
            world, world.request(path).header("authorization", "Basic " + World.KEY).POST(body));
        assertRefused(
            world,
            world
                .request(path)
                .header("authorization", "AWS4-HMAC-SHA256 Credential=x")
                .POST(body));
      }
      for (String path : GETS) {
        assertRefused(world, world.request(path).GET());
      }
      assertThat(upstream.requests).isEmpty();
      HttpResponse<byte[]> hello =
          world.send(
              world.request("/api/hello").method("HEAD", HttpRequest.BodyPublishers.noBody()));
      assertThat(hello.statusCode()).isEqualTo(200);
    }
  }

  private static void assertRefused(World world, HttpRequest.Builder request) {
    HttpResponse<byte[]> response = world.send(request);
    assertThat(response.statusCode()).as(response.uri().toString()).isEqualTo(401);
    assertThat(response.headers().firstValue("request-id")).isPresent();
  }

  @Test
  void unavailableKeysAreNoRefusal() {
    try (RawUpstream upstream = answering();
        World world = World.of(upstream)) {
      world.keys.put(World.KEY, new KeyCheck.Unavailable("the feed is late"));
      HttpResponse<byte[]> response = world.post("/v1/messages", Answers.REQUEST);
      assertThat(response.statusCode()).isEqualTo(529);
      assertThat(response.headers().firstValue("retry-after")).isPresent();
      assertThat(World.text(response)).contains("overloaded_error").doesNotContain("feed");
    }
  }

  @Test
  void modelsAreListedAsTheKeyMayUseThem() {
    try (RawUpstream upstream = answering();
        World world = World.of(upstream)) {
      HttpRequest.Builder all =
          world.request("/v1/models?limit=1000").header("x-api-key", World.KEY);
      assertThat(World.text(world.send(all)))
          .contains("\"id\":\"claude-opus-5-5\"", "\"has_more\":false", "created_at");
      HttpRequest.Builder page =
          world
              .request("/v1/models?limit=2&after_id=claude-fable-5-1")
              .header("x-api-key", World.KEY);
      assertThat(World.text(world.send(page)))
          .contains("\"has_more\":true", "\"first_id\":\"claude-mythos-5-1\"");
      only(world, "claude-haiku-*");
      HttpRequest.Builder some = world.request("/v1/models").header("x-api-key", World.KEY);
      assertThat(World.text(world.send(some))).contains("haiku").doesNotContain("opus");
      HttpRequest.Builder one =
          world.request("/v1/models/claude-opus-5-5").header("x-api-key", World.KEY);
      assertThat(world.send(one).statusCode()).isEqualTo(404);
      HttpRequest.Builder profiles =
          world.request("/inference-profiles").header("x-api-key", World.KEY);
      assertThat(World.text(world.send(profiles))).contains("global.anthropic.claude-haiku-4-5");
    }
  }

  private static void only(World world, String pattern) {
    world.keys.put(
        World.KEY,
        new KeyCheck.Known(
            World.caller("key_1", ModelAccess.only(Set.of(pattern)), RateLimits.NONE)));
  }

  @Test
  void aModelThatIsNotAllowedOrHasNoPriceIsRefusedAndNothingIsReserved() {
    try (RawUpstream upstream = answering();
        World world = World.of(upstream)) {
      String unpriced = Answers.REQUEST.replace("claude-sonnet-4-5", "gpt-99");
      HttpResponse<byte[]> response = world.post("/v1/messages", unpriced);
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(World.text(response)).contains("gpt-99").contains("no price");
      only(world, "claude-haiku-*");
      assertThat(world.post("/v1/messages", Answers.REQUEST).statusCode()).isEqualTo(403);
      assertThat(upstream.requests).isEmpty();
    }
  }

  @Test
  void whatAnotherReaderMightReadOtherwiseIsRefused() {
    try (RawUpstream upstream = answering();
        World world = World.of(upstream)) {
      for (String body :
          List.of(
              Answers.REQUEST.replace("{\"model\"", "{\"model\":\"claude-haiku-4-5\",\"model\""),
              Answers.REQUEST.replace("{\"model\"", "{\"Model\":\"claude-haiku-4-5\",\"model\""),
              Answers.REQUEST.replace("\"stream\"", "\"\\u017ftream\""),
              Answers.REQUEST.replace("\"role\"", "\"content\":[],\"role\""),
              Answers.REQUEST + "x",
              "[" + Answers.REQUEST + "]",
              "",
              Answers.REQUEST.replace(":100,", ":99999999999999999999,"),
              "[".repeat(5_000))) {
        HttpResponse<byte[]> response = world.post("/v1/messages", body);
        assertThat(response.statusCode()).as(body).isEqualTo(400);
        assertThat(World.text(response)).contains("invalid_request_error");
      }
      assertThat(upstream.requests).isEmpty();
    }
  }

  @Test
  void aBodyBeyondTheLimitIsRefused() {
    try (RawUpstream upstream = answering();
        World world = World.of(upstream)) {
      byte[] large = new byte[33 * 1024 * 1024];
      HttpResponse<byte[]> response;
      try {
        response = world.post("/v1/messages", large);
      } catch (AssertionError closedWhileSending) {
        return;
      }
      assertThat(response.statusCode()).isEqualTo(413);
    }
  }

  @Test
  void limitsAreHeld() {
    try (RawUpstream upstream = answering();
        World world = World.of(upstream)) {
      world.keys.put(
          World.KEY,
          new KeyCheck.Known(
              World.caller(
                  "key_1",
                  ModelAccess.everything(),
                  new RateLimits(
                      new RateLimits.Limit(2, 1_000, 1_000, 10), RateLimits.Limit.NONE))));
      assertThat(world.post("/v1/messages", Answers.WHOLE_REQUEST).statusCode()).isEqualTo(200);
      assertThat(world.post("/v1/messages", Answers.WHOLE_REQUEST).statusCode()).isEqualTo(200);
      HttpResponse<byte[]> third = world.post("/v1/messages", Answers.WHOLE_REQUEST);
      assertThat(third.statusCode()).isEqualTo(429);
      assertThat(World.text(third)).contains("rate_limit_error");
      assertThat(third.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(1L, 60L);
    }
  }

  @Test
  void noCredentialAndNoPromptReachesAnEvent() {
    try (RawUpstream upstream = answering();
        World world = World.of(upstream)) {
      String body = Answers.REQUEST.replace("hi", "canary-of-the-prompt");
      world.post("/v1/messages", body);
      world.post("/v1/messages", body + "x");
      world.send(
          world
              .request("/v1/messages")
              .header("x-api-key", "canary-wrong-key")
              .POST(HttpRequest.BodyPublishers.ofString(body)));
      world.rows(1);
      String told = world.events.toString() + world.store.rows();
      assertThat(told).contains("Finished").contains("Refused").doesNotContain("canary");
    }
  }
}
