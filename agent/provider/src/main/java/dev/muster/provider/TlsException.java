package dev.muster.provider;

import java.io.IOException;

/** A file for TLS that cannot be used; the message names its variable and the remedy. */
final class TlsException extends IOException {

  private static final long serialVersionUID = 1L;

  TlsException(String message) {
    super(message);
  }

  TlsException(String message, Throwable cause) {
    super(message, cause);
  }
}
