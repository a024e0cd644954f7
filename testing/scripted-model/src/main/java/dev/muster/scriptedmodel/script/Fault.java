package dev.muster.scriptedmodel.script;

import dev.muster.scriptedmodel.node.Node;
import java.util.Map;

/** How an answer fails. */
public sealed interface Fault {

  /** An HTTP answer that is no success; the body goes out as it is. */
  record Http(int status, String body, Map<String, String> headers) implements Fault {
    public Http {
      headers = Map.copyOf(headers);
    }
  }

  /** The connection closes at that point of the answer, which is then not ended properly. */
  record Close(Point at) implements Fault {}

  /** The connection is reset at that point of the answer. */
  record Reset(Point at) implements Fault {}

  /** From that point on nothing comes for so long; then the connection closes. */
  record Stall(Point at, long millis) implements Fault {}

  /** An {@code error} event at that point; then the stream ends as HTTP wants it. */
  record ErrorEvent(Point at, String type, String message) implements Fault {}

  /** These bytes in place of any HTTP answer; then the connection closes. */
  record Garbage(String text) implements Fault {}

  /** A point of an answer. */
  sealed interface Point {

    /** Before the first byte. */
    record BeforeHead() implements Point {}

    /** After so many events of the stream; 0 is after the head alone. */
    record AfterEvents(int count) implements Point {}

    /** After so many bytes of the body. */
    record AfterBytes(long count) implements Point {}
  }

  /** An HTTP error of the API's usual form. */
  static Http http(int status, String message) {
    return http(status, message, Map.of());
  }

  /** An HTTP error of the API's usual form, with headers such as {@code retry-after}. */
  static Http http(int status, String message, Map<String, String> headers) {
    return new Http(status, errorBody(typeOf(status), message), headers);
  }

  /** The connection closes before any answer. */
  static Fault closeBeforeHead() {
    return new Close(new Point.BeforeHead());
  }

  /** The connection closes after so many events. */
  static Fault closeAfter(int events) {
    return new Close(new Point.AfterEvents(events));
  }

  /** The connection is reset after so many events. */
  static Fault resetAfter(int events) {
    return new Reset(new Point.AfterEvents(events));
  }

  /** Nothing comes any more after so many events. */
  static Fault stallAfter(int events, long millis) {
    return new Stall(new Point.AfterEvents(events), millis);
  }

  /** An {@code error} event of an overloaded server after so many events. */
  static Fault overloadedAfter(int events) {
    return new ErrorEvent(new Point.AfterEvents(events), "overloaded_error", "Overloaded");
  }

  /** The body of an error of the API's usual form. */
  static String errorBody(String type, String message) {
    return errorNode(type, message).json();
  }

  /** An error of the API's usual form. */
  static Node.Obj errorNode(String type, String message) {
    return Node.obj("type", "error", "error", Node.obj("type", type, "message", message));
  }

  /** The API's name for errors of an HTTP status. */
  static String typeOf(int status) {
    return switch (status) {
      case 400, 422 -> "invalid_request_error";
      case 401 -> "authentication_error";
      case 402 -> "billing_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 409 -> "conflict_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 504 -> "timeout_error";
      case 529 -> "overloaded_error";
      default -> "api_error";
    };
  }
}
