package dev.muster.gateway;

import dev.muster.domain.Caller;
import dev.muster.gateway.GatewayEvents.Event;
import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import dev.muster.json.JsonWriter;
import dev.muster.wire.ProviderError;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes answers in the shape that the client speaks. Stateless. */
final class Replies {

  static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("request-id");
  static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

  private Replies() {}

  /** Answers with a refusal and tells of it. */
  static void refuse(
      GatewayRequest request, @Nullable Caller caller, Refusal refusal, GatewayEvents events) {
    events.on(
        new Event.Refused(request.id(), caller, refusal.status(), refusal.type(), refusal.why()));
    HttpServerResponse response = request.http().response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      response.reset();
      return;
    }
    refusal.headers().forEach(response::putHeader);
    if (!request.http().isEnded()) {
      // What is left of the body is not waited for.
      response.putHeader(HttpHeaders.CONNECTION, "close");
      request.http().resume();
    }
    error(request, refusal.status(), refusal.type(), refusal.message());
  }

  /** Answers with an error that an upstream gave. */
  static void relay(GatewayRequest request, Forwarded.Rejected rejected) {
    HttpServerResponse response = request.http().response();
    if (response.ended() || response.closed()) {
      return;
    }
    ProviderError error =
        ErrorCleaner.read(rejected.status(), rejected.contentType(), rejected.body().bytes());
    if (!rejected.retryAfter().isEmpty()) {
      response.putHeader("retry-after", rejected.retryAfter());
    }
    String body = new String(rejected.body().bytes(), StandardCharsets.UTF_8);
    boolean envelope = isEnvelope(rejected.body().bytes());
    if (request.target().shape() != Target.Shape.BEDROCK && envelope) {
      send(
          request,
          rejected.status(),
          (ErrorCleaner.isAboutSize(error) ? body : ErrorCleaner.cleaned(body))
              .getBytes(StandardCharsets.UTF_8));
      return;
    }
    String message =
        ErrorCleaner.isAboutSize(error) ? error.message() : ErrorCleaner.cleaned(error.message());
    error(request, rejected.status(), typeOf(rejected.status()), message);
  }

  /** Whether it is an error in the Messages API's own form. */
  private static boolean isEnvelope(byte[] body) {
    try {
      Json.Obj object = JsonReader.readObject(body);
      return object.string("type").orElse("").equals("error") && object.object("error").isPresent();
    } catch (JsonException notJson) {
      return false;
    }
  }

  /** Answers with an error in the client's own shape. */
  static void error(GatewayRequest request, int status, String type, String message) {
    Json.Obj body;
    if (request.target().shape() == Target.Shape.BEDROCK) {
      request.http().response().putHeader("x-amzn-errortype", exceptionOf(status));
      body = Json.Obj.builder().put("message", message).build();
    } else {
      body =
          Json.Obj.builder()
              .put("type", "error")
              .put("error", Json.Obj.builder().put("type", type).put("message", message).build())
              .put("request_id", request.id())
              .build();
    }
    send(request, status, JsonWriter.bytes(body));
  }

  /** Answers with JSON. */
  static void send(GatewayRequest request, int status, byte[] json) {
    HttpServerResponse response = request.http().response();
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(status);
    response.putHeader(HttpHeaders.CONTENT_TYPE, JSON);
    response.putHeader(REQUEST_ID, request.id());
    response.end(wrap(json));
  }

  static void send(GatewayRequest request, Json json) {
    send(request, 200, JsonWriter.bytes(json));
  }

  static Buffer wrap(byte[] bytes) {
    return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes));
  }

  private static final Map<Integer, String> TYPES =
      Map.of(
          401, "authentication_error",
          402, "billing_error",
          403, "permission_error",
          404, "not_found_error",
          409, "conflict_error",
          413, "request_too_large",
          429, "rate_limit_error",
          504, "timeout_error",
          529, "overloaded_error");

  /** The Messages API's word for a status. */
  static String typeOf(int status) {
    return TYPES.getOrDefault(status, status >= 500 ? "api_error" : "invalid_request_error");
  }

  private static String exceptionOf(int status) {
    return switch (status) {
      case 401, 403 -> "AccessDeniedException";
      case 404 -> "ResourceNotFoundException";
      case 408, 504 -> "ModelTimeoutException";
      case 429 -> "ThrottlingException";
      case 503, 529 -> "ServiceUnavailableException";
      default -> status >= 500 ? "InternalServerException" : "ValidationException";
    };
  }
}
