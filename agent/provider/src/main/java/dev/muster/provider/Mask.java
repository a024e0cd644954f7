package dev.muster.provider;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Takes secrets out of a text: every one that it knows, and whatever looks like a key of Anthropic.
 *
 * <p>Secrets of fewer than four characters are left, since they would garble every text. Safe for
 * use by several threads.
 */
final class Mask implements UnaryOperator<String> {

  static final String REDACTED = "[redacted]";

  private static final int SHORTEST = 4;
  private static final String KEY_PREFIX = "sk-ant-";

  private final Set<String> secrets = new LinkedHashSet<>();

  /** Takes one more secret. */
  synchronized void add(Secret secret) {
    if (secret.value().length() >= SHORTEST) {
      secrets.add(secret.value());
    }
  }

  @Override
  public String apply(String text) {
    String masked = text;
    for (String secret : longestFirst()) {
      masked = masked.replace(secret, REDACTED);
    }
    return withoutKeys(masked);
  }

  /** A secret may hold another one, so that the longer must go first. */
  private synchronized List<String> longestFirst() {
    List<String> sorted = new ArrayList<>(secrets);
    sorted.sort((a, b) -> Integer.compare(b.length(), a.length()));
    return sorted;
  }

  private static String withoutKeys(String text) {
    int at = text.indexOf(KEY_PREFIX);
    if (at < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int from = 0;
    while (at >= 0) {
      int end = at + KEY_PREFIX.length();
      while (end < text.length() && isKeyPart(text.charAt(end))) {
        end++;
      }
      out.append(text, from, at).append(REDACTED);
      from = end;
      at = text.indexOf(KEY_PREFIX, end);
    }
    return out.append(text, from, text.length()).toString();
  }

  private static boolean isKeyPart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }
}
