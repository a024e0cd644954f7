package dev.muster.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A text that must reach no log: it prints as {@code ***}. Compared in constant time. */
public final class Secret {

  private final String text;

  /** Holds a text. */
  public Secret(String text) {
    this.text = text;
  }

  /** The text itself; for the one place that needs it. */
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.UTF_8), secret.text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String toString() {
    return "***";
  }
}
