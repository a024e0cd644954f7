package dev.muster.api;

import dev.muster.json.Json;

/**
 * Why a request was refused, in the words of the Messages API's and Admin API's error envelope. The
 * words are a contract with clients: none may vanish or change.
 */
public enum ErrorType {
  /** Something in it is not as it must be. */
  INVALID_REQUEST(400, "invalid_request_error"),
  /** It bears no credential, or none in force. */
  AUTHENTICATION(401, "authentication_error"),
  /** Its credential does not allow that. */
  PERMISSION(403, "permission_error"),
  /** There is no such thing. */
  NOT_FOUND(404, "not_found_error"),
  /** It contradicts what there is already. */
  CONFLICT(409, "conflict_error"),
  /** It is too large. */
  TOO_LARGE(413, "request_too_large"),
  /** A fault of the console. */
  INTERNAL(500, "api_error"),
  /** The console cannot answer just now; it is worth trying again. */
  UNAVAILABLE(503, "api_error");

  private final int status;
  private final String word;

  ErrorType(int status, String word) {
    this.status = status;
    this.word = word;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The envelope around a message. */
  public Json.Obj envelope(String message, String requestId) {
    return Json.Obj.builder()
        .put("type", "error")
        .put("error", Json.Obj.builder().put("type", word).put("message", message).build())
        .put("request_id", requestId)
        .build();
  }
}
