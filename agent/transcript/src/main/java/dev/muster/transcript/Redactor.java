package dev.muster.transcript;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Takes known secret values out of texts before they are written. Immutable. */
public final class Redactor {

  /** Takes nothing out. */
  public static final Redactor NONE = new Redactor(List.of());

  /** What stands in place of a secret. */
  public static final String MARK = "[redacted]";

  /** Shorter values are words rather than secrets, and taking them out would garble the text. */
  private static final int SHORTEST = 8;

  private final List<String> secrets;

  private Redactor(List<String> secrets) {
    this.secrets = secrets;
  }

  /** Takes out these values; those of fewer than eight characters are not looked for. */
  public static Redactor of(Collection<String> values) {
    List<String> secrets = new ArrayList<>();
    for (String value : values) {
      String secret = value.strip();
      if (secret.length() >= SHORTEST && !secrets.contains(secret)) {
        secrets.add(secret);
      }
    }
    // a secret that contains another goes first, or a part of it would stay
    secrets.sort((a, b) -> Integer.compare(b.length(), a.length()));
    return secrets.isEmpty() ? NONE : new Redactor(List.copyOf(secrets));
  }

  /** The text with every secret replaced by {@link #MARK}; the same object where there is none. */
  public String redact(String text) {
    String result = text;
    for (String secret : secrets) {
      if (result.contains(secret)) {
        result = result.replace(secret, MARK);
      }
    }
    return result;
  }
}
