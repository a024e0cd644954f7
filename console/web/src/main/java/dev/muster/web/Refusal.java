package dev.muster.web;

import dev.muster.api.ErrorType;

/** Ends a handler with an error that the caller is told; never leaves this module. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorType type;

  Refusal(ErrorType type, String message) {
    super(message, null, false, false);
    this.type = type;
  }

  static Refusal invalid(String message) {
    return new Refusal(ErrorType.INVALID_REQUEST, message);
  }

  static Refusal absent(String what, String id) {
    return new Refusal(ErrorType.NOT_FOUND, "there is no " + what + " \"" + id + "\"");
  }

  ErrorType type() {
    return type;
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
