package dev.muster.gateway;

import dev.muster.domain.Secret;
import dev.muster.json.Json;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Puts a client's request into the form that an upstream takes.
 *
 * <p>A client and an upstream of one kind see each other's body byte for byte. Otherwise top-level
 * members move between body, path and header as the three forms of the API have them; all else
 * stays as it is. Of the client's headers only those go along that the API knows: never a
 * credential.
 */
final class OutgoingMaker {

  static final String BEDROCK_VERSION = "bedrock-2023-05-31";
  static final String VERTEX_VERSION = "vertex-2023-10-16";
  private static final String MESSAGES_VERSION = "2023-06-01";

  private final InstantSource clock;

  OutgoingMaker(InstantSource clock) {
    this.clock = clock;
  }

  /** An answer's request. Fails where a token is not to be had. */
  CompletionStage<Outgoing> answer(Authorised request, Upstream upstream) {
    Target.Shape shape = request.request().target().shape();
    String model = nameFor(request, upstream);
    Map<String, String> headers = passed(request.request().http().headers());
    return switch (upstream.settings().provider()) {
      case Provider.Messages(URI base, Secret key) -> {
        headers.put("x-api-key", key.reveal());
        yield messages(request, upstream, shape, model, headers);
      }
      case Provider.MessagesBearer(URI base, Secret token) -> {
        headers.put("authorization", "Bearer " + token.reveal());
        yield messages(request, upstream, shape, model, headers);
      }
      case Provider.Bedrock bedrock -> {
        Outgoing plain = bedrock(request, upstream, shape, model);
        yield CompletableFuture.completedFuture(signed(plain, bedrock));
      }
      case Provider.BedrockBearer(URI base, Secret token) -> {
        Outgoing plain = bedrock(request, upstream, shape, model);
        plain.headers().put("authorization", "Bearer " + token.reveal());
        yield CompletableFuture.completedFuture(plain);
      }
      case Provider.Vertex vertex ->
          vertex
              .tokens()
              .token()
              .thenApply(token -> vertex(request, upstream, vertex, model, headers, token));
    };
  }

  /** What an upstream calls the model that is asked for. */
  String modelFor(Authorised request, Upstream upstream) {
    return nameFor(request, upstream);
  }

  private static String nameFor(Authorised request, Upstream upstream) {
    UpstreamSettings.Models models = upstream.settings().models();
    String named = models.nameOf(request.model());
    return named.equals(request.model())
        ? models.names().getOrDefault(request.priced(), named)
        : named;
  }

  private static CompletionStage<Outgoing> messages(
      Authorised request,
      Upstream upstream,
      Target.Shape shape,
      String model,
      Map<String, String> headers) {
    Body body = request.body();
    headers.putIfAbsent("anthropic-version", MESSAGES_VERSION);
    if (shape != Target.Shape.MESSAGES) {
      BodyEdit edit = new BodyEdit(body.bytes(), request.raw());
      List<String> betas = betas(edit);
      if (!betas.isEmpty()) {
        headers.merge("anthropic-beta", String.join(",", betas), (a, b) -> a + "," + b);
      }
      edit.without("anthropic_version", "anthropic_beta").with("model", Json.of(model));
      body = edit.with("stream", new Json.Bool(request.streams())).body();
    } else if (!model.equals(request.raw().model())) {
      body = new BodyEdit(body.bytes(), request.raw()).with("model", Json.of(model)).body();
    }
    String path = pathOf(upstream) + "/v1/messages";
    String query = request.request().http().query();
    if (query != null && query.equals("beta=true")) {
      path += "?beta=true";
    }
    return CompletableFuture.completedFuture(new Outgoing(upstream, path, headers, body, false));
  }

  private static Outgoing bedrock(
      Authorised request, Upstream upstream, Target.Shape shape, String model) {
    Body body = request.body();
    if (shape != Target.Shape.BEDROCK) {
      BodyEdit edit = new BodyEdit(body.bytes(), request.raw());
      List<String> betas = new ArrayList<>(betas(edit));
      String header = request.request().http().getHeader("anthropic-beta");
      for (String beta : header == null ? new String[0] : header.split(",")) {
        if (!beta.isBlank() && !betas.contains(beta.strip())) {
          betas.add(beta.strip());
        }
      }
      edit.without("model", "stream", "tags", "anthropic_beta");
      edit.with("anthropic_version", Json.of(BEDROCK_VERSION));
      if (!betas.isEmpty()) {
        edit.with("anthropic_beta", Json.strings(betas));
      }
      body = edit.body();
    }
    boolean stream = request.streams();
    String path =
        pathOf(upstream)
            + "/model/"
            + PathText.encoded(model)
            + (stream ? "/invoke-with-response-stream" : "/invoke");
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", "application/json");
    headers.put("accept", stream ? "application/vnd.amazon.eventstream" : "application/json");
    return new Outgoing(upstream, path, headers, body, stream);
  }

  /** The request with its signature added. */
  Outgoing signed(Outgoing plain, Provider.Bedrock bedrock) {
    Map<String, String> toSign = new LinkedHashMap<>(plain.headers());
    toSign.put("host", hostOf(bedrock.base()));
    plain
        .headers()
        .putAll(
            SigV4.sign(
                new SigV4.Signer(
                    bedrock.keys().now(), bedrock.region(), "bedrock", clock.instant()),
                "POST",
                plain.path(),
                toSign,
                plain.body().bytes()));
    return plain;
  }

  private static Outgoing vertex(
      Authorised request,
      Upstream upstream,
      Provider.Vertex vertex,
      String model,
      Map<String, String> headers,
      Secret token) {
    Body body = request.body();
    if (request.request().target().shape() != Target.Shape.VERTEX) {
      BodyEdit edit = new BodyEdit(body.bytes(), request.raw());
      List<String> betas = betas(edit);
      if (!betas.isEmpty()) {
        headers.merge("anthropic-beta", String.join(",", betas), (a, b) -> a + "," + b);
      }
      edit.without("model", "anthropic_beta");
      edit.with("anthropic_version", Json.of(VERTEX_VERSION));
      body = edit.with("stream", new Json.Bool(request.streams())).body();
    }
    headers.remove("anthropic-version");
    headers.put("authorization", "Bearer " + token.reveal());
    String path =
        pathOf(upstream)
            + "/v1/projects/"
            + PathText.encoded(vertex.project())
            + "/locations/"
            + PathText.encoded(vertex.location())
            + "/publishers/anthropic/models/"
            + PathText.encoded(model)
            + (request.streams() ? ":streamRawPredict" : ":rawPredict");
    return new Outgoing(upstream, path, headers, body, false);
  }

  /** The betas that a body asks for, as Bedrock's form has them. */
  private static List<String> betas(BodyEdit edit) {
    List<String> betas = new ArrayList<>();
    if (edit.value("anthropic_beta") instanceof Json.Arr(List<Json> items)) {
      for (Json item : items) {
        if (item instanceof Json.Str(String beta) && isBeta(beta)) {
          betas.add(beta);
        }
      }
    }
    return betas;
  }

  private static boolean isBeta(String beta) {
    return !beta.isEmpty()
        && beta.length() <= 200
        && beta.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != ',');
  }

  /** The client's headers that go along. */
  static Map<String, String> passed(MultiMap headers) {
    Map<String, String> passed = new LinkedHashMap<>();
    headers.forEach((name, value) -> {
      String lower = name.toLowerCase(Locale.ROOT);
      boolean known =
          lower.startsWith("anthropic-")
              || lower.startsWith("x-stainless-")
              || lower.startsWith("x-claude-code-")
              || lower.equals("content-type")
              || lower.equals("accept")
              || lower.equals("user-agent")
              || lower.equals("x-app")
              || lower.equals("x-client-request-id");
      if (known) {
        passed.merge(lower, value, (a, b) -> a + "," + b);
      }
    });
    return passed;
  }

  static String pathOf(Upstream upstream) {
    String path = upstream.settings().provider().base().getRawPath();
    return path == null ? "" : path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** The value of the header {@code host}: the port stands in it unless it is the usual one. */
  static String hostOf(URI base) {
    boolean usual =
        base.getPort() < 0 || base.getPort() == ("https".equals(base.getScheme()) ? 443 : 80);
    return usual ? base.getHost() : base.getHost() + ":" + base.getPort();
  }
}
