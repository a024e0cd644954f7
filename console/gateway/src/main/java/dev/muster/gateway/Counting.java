package dev.muster.gateway;

import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import dev.muster.json.JsonWriter;
import dev.muster.wire.CountDecoder;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientResponse;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks an upstream how long a prompt is, which costs nothing and so needs no reservation: for a
 * client that asks, and to make a bound tighter. Stateless.
 */
final class Counting {

  /** What the count's request takes; anything else would be refused. */
  private static final Set<String> FIELDS =
      Set.of(
          "model",
          "messages",
          "system",
          "tools",
          "tool_choice",
          "thinking",
          "cache_control",
          "output_config",
          "mcp_servers",
          "context_management");

  private static final int MAX_ANSWER_BYTES = 1 << 20;

  /** What an upstream said. */
  record Answer(Upstream upstream, int status, String contentType, Body body) {

    /** The count, in whichever form it came; empty when it is none. */
    OptionalLong tokens() {
      if (status != 200) {
        return OptionalLong.empty();
      }
      OptionalLong tokens = CountDecoder.promptTokens(body.bytes());
      if (tokens.isPresent()) {
        return tokens;
      }
      try {
        return JsonReader.readObject(body.bytes()).whole("inputTokens");
      } catch (JsonException notJson) {
        return OptionalLong.empty();
      }
    }
  }

  private Counting() {}

  /** The length of a prompt as its first upstream counts it; empty when it does not say. */
  static Future<OptionalLong> tokens(Wiring wiring, Loop loop, Authorised request) {
    return ask(wiring, loop, request).map(Answer::tokens);
  }

  /** Answers a client that asks for a count. */
  static void answer(Wiring wiring, Loop loop, Authorised request) {
    GatewayRequest asked = request.request();
    ask(wiring, loop, request)
        .onComplete(
            answer -> {
              OptionalLong tokens = answer.tokens();
              if (tokens.isEmpty()) {
                refused(wiring, request, answer);
                return;
              }
              boolean bedrock = asked.target().shape() == Target.Shape.BEDROCK;
              Replies.send(
                  asked,
                  Json.Obj.builder()
                      .put(bedrock ? "inputTokens" : "input_tokens", tokens.getAsLong())
                      .build());
            },
            failure ->
                Replies.refuse(
                    asked,
                    request.caller(),
                    Refusal.unreachable("counting: " + failure.getClass().getSimpleName()),
                    wiring.watch().events()));
  }

  private static void refused(Wiring wiring, Authorised request, Answer answer) {
    if (answer.status() < 400 || answer.status() == 401 || answer.status() == 403) {
      Replies.refuse(
          request.request(),
          request.caller(),
          Refusal.unreachable("counting: HTTP status " + answer.status()),
          wiring.watch().events());
    } else {
      Replies.relay(
          request.request(),
          new Forwarded.Rejected(
              answer.upstream(), answer.status(), answer.contentType(), "", answer.body()));
    }
  }

  private static Future<Answer> ask(Wiring wiring, Loop loop, Authorised request) {
    Upstream upstream = request.upstreams().getFirst();
    return Future.fromCompletionStage(
            wiring.shared().outgoing().answer(request, upstream), loop.context())
        .compose(outgoing -> {
          Outgoing counting = counting(wiring, request, outgoing);
          return loop.client()
              .request(Forwarding.options(counting).setTimeout(10_000).setIdleTimeout(10_000))
              .compose(opened ->
                  Forwarding.headed(opened, counting).send(Replies.wrap(counting.body().bytes())))
              .compose(response -> read(response, upstream));
        });
  }

  private static Future<Answer> read(HttpClientResponse response, Upstream upstream) {
    Capped body = new Capped(MAX_ANSWER_BYTES);
    response.handler(body::add);
    String type = response.getHeader("content-type");
    return response
        .end()
        .map(_ ->
            new Answer(
                upstream, response.statusCode(), type == null ? "" : type, new Body(body.bytes())));
  }

  /** The request for a count, made of that for an answer. */
  private static Outgoing counting(Wiring wiring, Authorised request, Outgoing answer) {
    Provider provider = answer.upstream().settings().provider();
    Map<String, String> headers = new LinkedHashMap<>(answer.headers());
    String base = OutgoingMaker.pathOf(answer.upstream());
    BodyEdit edit = new BodyEdit(request.body().bytes(), request.raw()).only(FIELDS);
    String model = wiring.shared().outgoing().modelFor(request, answer.upstream());
    return switch (provider) {
      case Provider.Messages messages -> messages(answer, headers, edit, model);
      case Provider.MessagesBearer messages -> messages(answer, headers, edit, model);
      case Provider.Bedrock bedrock ->
          wiring.shared().outgoing().signed(bedrock(base, answer, edit, model), bedrock);
      case Provider.BedrockBearer bedrock -> {
        Outgoing counting = bedrock(base, answer, edit, model);
        counting.headers().put("authorization", headers.getOrDefault("authorization", ""));
        yield counting;
      }
      case Provider.Vertex vertex -> {
        String path = answer.path();
        String models = path.substring(0, path.lastIndexOf('/') + 1);
        yield new Outgoing(
            answer.upstream(),
            models + "count-tokens:rawPredict",
            headers,
            edit.with("model", Json.of(model))
                .with("anthropic_version", Json.of(OutgoingMaker.VERTEX_VERSION))
                .body(),
            false);
      }
    };
  }

  private static Outgoing messages(
      Outgoing answer, Map<String, String> headers, BodyEdit edit, String model) {
    int query = answer.path().indexOf('?');
    String path = query < 0 ? answer.path() : answer.path().substring(0, query);
    String beta = query < 0 ? "" : answer.path().substring(query);
    return new Outgoing(
        answer.upstream(),
        path + "/count_tokens" + beta,
        headers,
        edit.with("model", Json.of(model)).body(),
        false);
  }

  private static Outgoing bedrock(String base, Outgoing answer, BodyEdit edit, String model) {
    byte[] inner =
        edit.without("model")
            .with("anthropic_version", Json.of(OutgoingMaker.BEDROCK_VERSION))
            .with("max_tokens", Json.of(1))
            .bytes();
    Json.Obj body =
        Json.Obj.builder()
            .put(
                "input",
                Json.Obj.builder()
                    .put(
                        "invokeModel",
                        Json.Obj.builder()
                            .put("body", Base64.getEncoder().encodeToString(inner))
                            .build())
                    .build())
            .build();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", "application/json");
    headers.put("accept", "application/json");
    return new Outgoing(
        answer.upstream(),
        base + "/model/" + PathText.encoded(model) + "/count-tokens",
        headers,
        new Body(JsonWriter.bytes(body)),
        false);
  }

  /** The request that a Bedrock client wants counted, or {@code null} when there is none in it. */
  static byte @Nullable [] unwrapped(byte[] body) {
    try {
      String base64 =
          JsonReader.readObject(body)
              .object("input")
              .flatMap(input -> input.object("invokeModel"))
              .flatMap(invoke -> invoke.string("body"))
              .orElse("");
      byte[] inner = Base64.getDecoder().decode(base64);
      return inner.length == 0 ? null : inner;
    } catch (JsonException | IllegalArgumentException notWrapped) {
      return null;
    }
  }
}
