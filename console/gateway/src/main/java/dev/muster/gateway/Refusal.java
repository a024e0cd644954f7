package dev.muster.gateway;

import java.util.Map;

/**
 * An answer of the gateway's own in place of a model's.
 *
 * @param type the error's type in the Messages API
 * @param message for the client; one sentence
 * @param why for an operator; may be the message
 */
record Refusal(int status, String type, String message, Map<String, String> headers, String why) {

  private static final Map<String, String> RETRY = Map.of("x-should-retry", "true");
  private static final Map<String, String> NO_RETRY = Map.of("x-should-retry", "false");

  Refusal {
    headers = Map.copyOf(headers);
  }

  static Refusal invalid(String message) {
    return new Refusal(400, "invalid_request_error", message, NO_RETRY, message);
  }

  static Refusal unauthenticated(String why) {
    return new Refusal(
        401, "authentication_error", "The credential is missing or not valid.", NO_RETRY, why);
  }

  static Refusal forbidden(String message) {
    return new Refusal(403, "permission_error", message, NO_RETRY, message);
  }

  static Refusal notFound(String message) {
    return new Refusal(404, "not_found_error", message, NO_RETRY, message);
  }

  static Refusal tooLarge(long most) {
    String message = "Request exceeds the maximum size of " + most + " bytes.";
    return new Refusal(413, "request_too_large", message, NO_RETRY, message);
  }

  /** One that may be tried again after so many seconds. */
  static Refusal rateLimited(String message, long seconds) {
    return new Refusal(
        429,
        "rate_limit_error",
        message,
        Map.of("retry-after", Long.toString(Math.max(1, seconds)), "x-should-retry", "true"),
        message);
  }

  /** The gateway cannot do its part just now. */
  static Refusal unavailable(String why) {
    return new Refusal(
        529,
        "overloaded_error",
        "The gateway cannot take requests just now; try again in a moment.",
        Map.of("retry-after", "2", "x-should-retry", "true"),
        why);
  }

  /** No upstream answered; nothing was spent. */
  static Refusal unreachable(String why) {
    return new Refusal(502, "api_error", "The model's provider cannot be reached.", RETRY, why);
  }

  /** An upstream took the request and was lost; it may have been spent. */
  static Refusal broken(String why) {
    return new Refusal(
        502, "api_error", "The model's provider broke off before it answered.", RETRY, why);
  }

  static Refusal timeout(String why) {
    return new Refusal(
        504, "timeout_error", "The model's provider did not answer in time.", RETRY, why);
  }
}
