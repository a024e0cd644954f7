package dev.muster.wire;

import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import dev.muster.model.FailureKind;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a provider, or a proxy before it, says when it does not answer.
 *
 * <p>Kinds follow the HTTP status and the Messages API's error types. Two conditions have neither
 * of their own and are told by their text, as the API documents it: a prompt that is too long, and
 * an account without credit. Stateless and safe for use by several threads.
 */
public final class ErrorDecoder {

  /** The longest message, in characters. */
  public static final int MAX_MESSAGE = 2_000;

  private ErrorDecoder() {}

  /**
   * Reads an error response.
   *
   * @param contentType the response's, or an empty text
   * @param body may be cut, empty, HTML or anything else
   * @param mask takes secrets out of a text; applied before the text is cut
   */
  public static ProviderError decode(
      int status, String contentType, byte[] body, UnaryOperator<String> mask) {
    Json.Obj envelope = envelope(body);
    Json.Obj error = envelope.object("error").orElse(Json.Obj.EMPTY);
    String type = error.string("type").orElse("");
    String said =
        error
            .string("message")
            .or(() -> envelope.string("error"))
            .or(() -> envelope.string("message"))
            .or(() -> envelope.string("detail"))
            .orElseGet(() -> plainText(contentType, body));
    FailureKind kind = kind(status, type, said);
    String message = said.isBlank() ? "HTTP status " + status + nature(contentType, body) : said;
    return new ProviderError(
        kind, line(message, mask), status, envelope.string("request_id").orElse(null));
  }

  /** An error that did not come from the provider, its text cleaned in the same way. */
  public static ProviderError of(
      FailureKind kind, String message, @Nullable Integer status, UnaryOperator<String> mask) {
    return new ProviderError(kind, line(message, mask), status, null);
  }

  /** Reads an error event of a stream. */
  static ProviderError decode(Json.Obj event, UnaryOperator<String> mask) {
    Json.Obj error = event.object("error").orElse(Json.Obj.EMPTY);
    String type = error.string("type").orElse("");
    String said = error.string("message").orElse("");
    Integer status = status(type);
    FailureKind kind = kind(status == null ? 500 : status, type, said);
    String message = said.isBlank() ? (type.isEmpty() ? "an error event" : type) : said;
    return new ProviderError(
        kind, line(message, mask), status, event.string("request_id").orElse(null));
  }

  private static FailureKind kind(int status, String type, String message) {
    String lower = message.toLowerCase(Locale.ROOT);
    if ((status == 400 || status == 413)
        && (lower.contains("prompt is too long") || lower.contains("input is too long"))) {
      return FailureKind.PROMPT_TOO_LONG;
    }
    if (status == 402 || type.equals("billing_error") || (status == 400 && saysNoCredit(lower))) {
      return FailureKind.BILLING;
    }
    if (status >= 200 && status < 400) {
      return FailureKind.INVALID_REQUEST;
    }
    return switch (status) {
      case 401, 407 -> FailureKind.AUTHENTICATION;
      case 403 -> FailureKind.PERMISSION;
      case 404, 410 -> FailureKind.NOT_FOUND;
      case 408, 504 -> FailureKind.TIMEOUT;
      case 413 -> FailureKind.REQUEST_TOO_LARGE;
      case 429 -> FailureKind.RATE_LIMIT;
      case 529 -> FailureKind.OVERLOADED;
      default ->
          status >= 500
              ? type.equals("overloaded_error") ? FailureKind.OVERLOADED : FailureKind.SERVER_ERROR
              : FailureKind.INVALID_REQUEST;
    };
  }

  private static boolean saysNoCredit(String lower) {
    return lower.contains("credit balance is too low") || lower.contains("usage limits");
  }

  private static @Nullable Integer status(String type) {
    return switch (type) {
      case "invalid_request_error" -> 400;
      case "authentication_error" -> 401;
      case "billing_error" -> 402;
      case "permission_error" -> 403;
      case "not_found_error" -> 404;
      case "conflict_error" -> 409;
      case "request_too_large" -> 413;
      case "rate_limit_error" -> 429;
      case "api_error" -> 500;
      case "timeout_error" -> 504;
      case "overloaded_error" -> 529;
      default -> null;
    };
  }

  private static Json.Obj envelope(byte[] body) {
    int start = 0;
    while (start < body.length && body[start] <= ' ' && body[start] >= 0) {
      start++;
    }
    if (start == body.length || body[start] != '{') {
      return Json.Obj.EMPTY;
    }
    try {
      return JsonReader.readObject(body);
    } catch (JsonException notJson) {
      return Json.Obj.EMPTY;
    }
  }

  private static String plainText(String contentType, byte[] body) {
    return isMarkup(contentType, body) ? "" : new String(body, StandardCharsets.UTF_8);
  }

  private static boolean isMarkup(String contentType, byte[] body) {
    if (contentType.toLowerCase(Locale.ROOT).contains("html")) {
      return true;
    }
    String head = new String(body, 0, Math.min(body.length, 200), StandardCharsets.UTF_8);
    return head.stripLeading().startsWith("<");
  }

  private static String nature(String contentType, byte[] body) {
    if (body.length == 0) {
      return " without a text";
    }
    return isMarkup(contentType, body)
        ? " with a web page instead of an API answer; a proxy may stand in between"
        : "";
  }

  /** The text on one line, without secrets, cut to {@link #MAX_MESSAGE}. */
  static String line(String text, UnaryOperator<String> mask) {
    String masked = mask.apply(text).strip();
    StringBuilder line = new StringBuilder(Math.min(masked.length(), MAX_MESSAGE));
    for (int i = 0; i < masked.length() && line.length() < MAX_MESSAGE; ) {
      int point = masked.codePointAt(i);
      i += Character.charCount(point);
      line.appendCodePoint(isUnseen(point) ? ' ' : point);
    }
    if (line.length() >= MAX_MESSAGE) {
      line.setLength(MAX_MESSAGE - 2);
      line.append(' ').append('…');
    }
    return line.toString();
  }

  private static boolean isUnseen(int point) {
    int type = Character.getType(point);
    return type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE;
  }
}
