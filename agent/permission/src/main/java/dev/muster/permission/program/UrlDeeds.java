package dev.muster.permission.program;

import dev.muster.permission.shell.Word;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells where an address given to a program leads. */
final class UrlDeeds {
  private UrlDeeds() {}

  static void of(Word word, Outcome outcome) {
    String text = Words.literal(word);
    String lower = Words.lead(word).toLowerCase(Locale.ROOT);
    if (lower.startsWith("file:")) {
      outcome.reads(text == null ? Words.ANYTHING : filePath(text), false);
      outcome.connects(null);
      return;
    }
    String host = text == null ? null : host(text);
    outcome.connects(host == null ? null : Words.of(host));
  }

  /** Any path where the address may be written in another form than the path. */
  private static Word filePath(String url) {
    for (char c : new char[] {'%', '{', '[', '\\', '?', '#'}) {
      if (url.indexOf(c) >= 0) {
        return Words.ANYTHING;
      }
    }
    String path = url.substring("file:".length());
    return Words.of(
        path.startsWith("//") ? path.substring(Math.max(2, path.indexOf('/', 2))) : path);
  }

  /** The host that an address names without doubt, or {@code null}. */
  private static @Nullable String host(String url) {
    int scheme = url.indexOf("://");
    int start = scheme < 0 ? 0 : scheme + 3;
    int end = start;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    int colon = url.indexOf(':', start);
    int hostEnd = colon >= 0 && colon < end ? colon : end;
    String host = url.substring(start, hostEnd);
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!plain && c != '-' && c != '.') {
        return null;
      }
    }
    for (int i = hostEnd + 1; i < end; i++) {
      if (url.charAt(i) < '0' || url.charAt(i) > '9') {
        return null;
      }
    }
    return host.isEmpty() ? null : host;
  }
}
