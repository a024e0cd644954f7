package dev.muster.gateway;

/** The bytes of a request or an answer; shared, not to be changed. Never printed. */
final class Body {

  private final byte[] bytes;

  Body(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
