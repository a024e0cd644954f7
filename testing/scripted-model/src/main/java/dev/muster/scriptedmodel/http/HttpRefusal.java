package dev.muster.scriptedmodel.http;

/** Bytes that are not an HTTP/1.1 request that this server takes; the connection ends. */
final class HttpRefusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String text;

  HttpRefusal(int status, String message) {
    super(message);
    this.status = status;
    this.text = message;
  }

  String text() {
    return text;
  }

  int status() {
    return status;
  }
}
