package dev.muster.web;

import dev.muster.api.ErrorType;
import dev.muster.json.Json;
import dev.muster.json.JsonWriter;
import java.nio.charset.StandardCharsets;

/** What a request is answered. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Reply(int status, String contentType, byte[] body) {

  /** A JSON answer. */
  public static Reply json(int status, Json body) {
    return new Reply(status, "application/json", JsonWriter.bytes(body));
  }

  /** A JSON answer that all went well. */
  public static Reply ok(Json body) {
    return json(200, body);
  }

  /** Figures in Prometheus' text format. */
  static Reply figures(String text) {
    return new Reply(
        200, "text/plain; version=0.0.4; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /** A refusal in the documented envelope. */
  public static Reply error(ErrorType type, String message, String requestId) {
    return json(type.status(), type.envelope(message, requestId));
  }
}
