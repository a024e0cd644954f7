package dev.muster.gateway;

import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * What a request's method and path ask for.
 *
 * @param shape whose API the client speaks
 * @param model named in the path; {@code null} where the body names it
 * @param streams whether the path says that the answer is streamed; otherwise the body does
 */
record Target(Shape shape, Operation operation, @Nullable String model, boolean streams) {

  /** Whose API a client speaks. */
  enum Shape {
    /** Anthropic's own. */
    MESSAGES,
    /** Amazon Bedrock's. */
    BEDROCK,
    /** Google Vertex AI's. */
    VERTEX
  }

  /** What is asked for. */
  enum Operation {
    /** An answer of the model. */
    ANSWER,
    /** The length of a prompt. */
    COUNT,
    /** The list of models. */
    MODELS,
    /** One model of the list. */
    MODEL,
    /** Bedrock's list of models. */
    PROFILES,
    /** Whether anybody is there; the only thing that needs no credential. */
    HELLO,
    /** Nothing that there is. */
    NOTHING
  }

  private static final String MODEL = "/model/";
  private static final String PUBLISHED = "/publishers/anthropic/models/";
  private static final Target NOTHING = new Target(Shape.MESSAGES, Operation.NOTHING, null, false);
  private static final Target ANSWER = new Target(Shape.MESSAGES, Operation.ANSWER, null, false);

  /** Reads a path without its query. */
  static Target of(HttpMethod method, String path) {
    boolean post = method.equals(HttpMethod.POST);
    boolean get = method.equals(HttpMethod.GET);
    if (post && path.equals("/v1/messages")) {
      return ANSWER;
    }
    if (post && path.equals("/v1/messages/count_tokens")) {
      return new Target(Shape.MESSAGES, Operation.COUNT, null, false);
    }
    if (path.equals("/api/hello") && (get || method.equals(HttpMethod.HEAD))) {
      return new Target(Shape.MESSAGES, Operation.HELLO, null, false);
    }
    if (get && path.equals("/v1/models")) {
      return new Target(Shape.MESSAGES, Operation.MODELS, null, false);
    }
    if (get && path.startsWith("/v1/models/")) {
      return of(Shape.MESSAGES, Operation.MODEL, path.substring(11), false);
    }
    if (get && path.equals("/inference-profiles")) {
      return new Target(Shape.BEDROCK, Operation.PROFILES, null, false);
    }
    if (post && path.startsWith(MODEL)) {
      return bedrock(path.substring(MODEL.length()));
    }
    int published = post && path.contains("/projects/") ? path.indexOf(PUBLISHED) : -1;
    return published < 0 ? NOTHING : vertex(path.substring(published + PUBLISHED.length()));
  }

  private static Target bedrock(String rest) {
    int slash = rest.lastIndexOf('/');
    if (slash <= 0) {
      return NOTHING;
    }
    String id = rest.substring(0, slash);
    return switch (rest.substring(slash + 1)) {
      case "invoke" -> of(Shape.BEDROCK, Operation.ANSWER, id, false);
      case "invoke-with-response-stream" -> of(Shape.BEDROCK, Operation.ANSWER, id, true);
      case "count-tokens" -> of(Shape.BEDROCK, Operation.COUNT, id, false);
      default -> NOTHING;
    };
  }

  private static Target vertex(String rest) {
    int colon = rest.lastIndexOf(':');
    if (colon <= 0 || rest.indexOf('/') >= 0) {
      return NOTHING;
    }
    String id = rest.substring(0, colon);
    return switch (rest.substring(colon + 1)) {
      case "rawPredict" ->
          id.equals("count-tokens")
              ? new Target(Shape.VERTEX, Operation.COUNT, null, false)
              : of(Shape.VERTEX, Operation.ANSWER, id, false);
      case "streamRawPredict" -> of(Shape.VERTEX, Operation.ANSWER, id, true);
      default -> NOTHING;
    };
  }

  private static Target of(Shape shape, Operation operation, String segment, boolean streams) {
    String model = PathText.decoded(segment);
    return model == null || model.isEmpty() || model.length() > 400
        ? NOTHING
        : new Target(shape, operation, model, streams);
  }
}
