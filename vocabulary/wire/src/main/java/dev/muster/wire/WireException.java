package dev.muster.wire;

/** Bytes that are not what the wire format allows, or more of them than is taken. */
public final class WireException extends Exception {

  private static final long serialVersionUID = 1L;

  WireException(String message) {
    super(message);
  }
}
