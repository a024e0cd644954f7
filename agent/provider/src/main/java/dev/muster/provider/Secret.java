package dev.muster.provider;

/**
 * A text that must not be seen: a key, a token, a password.
 *
 * <p>Its {@code toString} does not show it. Immutable.
 */
public final class Secret {

  private final String value;

  /** Guards a text. */
  public Secret(String value) {
    this.value = value;
  }

  /** The text itself; for a header or a key store, never for a message. */
  String value() {
    return value;
  }

  /** Whether this can stand in an HTTP header as one token: printable ASCII without spaces. */
  boolean isToken() {
    if (value.isEmpty()) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) <= ' ' || value.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return Mask.REDACTED;
  }
}
