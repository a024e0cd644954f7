package dev.muster.transcript;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Takes known secret values out of texts before they are written. More may become known meanwhile,
 * as a command prints a credential. Safe for several threads.
 */
public final class Redactor {

  /** Takes nothing out. */
  public static final Redactor NONE = new Redactor(List.of());

  /** What stands in place of a secret. */
  public static final String MARK = "[redacted]";

  /** Shorter values are words rather than secrets, and taking them out would garble the text. */
  private static final int SHORTEST = 8;

  private volatile List<String> secrets;

  private Redactor(List<String> secrets) {
    this.secrets = secrets;
  }

  /** Takes out these values; those of fewer than eight characters are not looked for. */
  public static Redactor of(Collection<String> values) {
    Redactor redactor = new Redactor(List.of());
    values.forEach(redactor::learn);
    return redactor;
  }

  /** From now on takes out this value too, unless it has fewer than eight characters. */
  public synchronized void learn(String value) {
    String secret = value.strip();
    if (secret.length() < SHORTEST || secrets.contains(secret)) {
      return;
    }
    if (equals(NONE)) {
      throw new IllegalStateException("what takes nothing out learns no secret");
    }
    List<String> more = new ArrayList<>(secrets);
    more.add(secret);
    // a secret that contains another goes first, or a part of it would stay
    more.sort((a, b) -> Integer.compare(b.length(), a.length()));
    secrets = List.copyOf(more);
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
