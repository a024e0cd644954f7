package dev.muster.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A header that the user adds to every request.
 *
 * @param name in lower case
 */
record Header(String name, Secret value) {

  private static final String VARIABLE = "ANTHROPIC_CUSTOM_HEADERS";
  private static final List<String> SECRET_PARTS =
      List.of("auth", "key", "token", "secret", "password", "cookie", "credential", "session");
  private static final int LONG_ENOUGH = 16;

  /** Reads {@code ANTHROPIC_CUSTOM_HEADERS}: a line each, name and value at the first colon. */
  static List<Header> parse(String lines) {
    List<Header> headers = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      if (line.isBlank()) {
        continue;
      }
      int colon = line.indexOf(':');
      String name = colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      if (!isName(name)) {
        throw Variables.wrong(
            VARIABLE + " has a line that is not \"Name: value\"",
            "Write one header per line, its name of letters, digits and hyphens.");
      }
      if (isReserved(name)) {
        throw Variables.wrong(
            VARIABLE + " cannot set the header " + name,
            "The connection itself sets it; remove the line.");
      }
      String value = line.substring(colon + 1).strip();
      if (!isValue(value)) {
        throw Variables.wrong(
            VARIABLE + " has characters other than printable ASCII in the header " + name,
            "Remove or encode them.");
      }
      headers.add(new Header(name, new Secret(value)));
    }
    return List.copyOf(headers);
  }

  /** The value without the scheme before it, as in {@code Bearer token}. */
  Secret bare() {
    return new Secret(value.value().substring(value.value().indexOf(' ') + 1));
  }

  /** Whether it looks like a credential, by its name or by its length. */
  boolean isSecret() {
    for (String part : SECRET_PARTS) {
      if (name.contains(part)) {
        return true;
      }
    }
    return bare().value().length() >= LONG_ENOUGH;
  }

  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c > '~' || "\"(),/:;<=>?@[\\]{}".indexOf(c) >= 0) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static boolean isValue(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '\t' && (c < ' ' || c > '~')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isReserved(String name) {
    return switch (name) {
      case "connection",
          "content-length",
          "expect",
          "host",
          "upgrade",
          "transfer-encoding",
          "content-type",
          "proxy-authorization" ->
          true;
      default -> false;
    };
  }
}
