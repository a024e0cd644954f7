package dev.muster.provider;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy stands before which host, from {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code
 * NO_PROXY} in lower or upper case, the lower first as other programs do.
 *
 * <p>For {@code https} addresses {@code HTTPS_PROXY} counts, else {@code HTTP_PROXY}; for {@code
 * http} ones {@code HTTP_PROXY} alone.
 */
record ProxySettings(@Nullable Server https, @Nullable Server http, NoProxy exceptions) {

  /**
   * An HTTP proxy.
   *
   * @param authorization what {@code proxy-authorization} must say, or {@code null}
   * @param password part of it, known so that it can be masked
   */
  record Server(String host, int port, @Nullable Secret authorization, @Nullable Secret password) {}

  static ProxySettings of(Variables variables) {
    return new ProxySettings(
        server(variables, "https_proxy", "HTTPS_PROXY"),
        server(variables, "http_proxy", "HTTP_PROXY"),
        NoProxy.parse(variables.text("no_proxy", "NO_PROXY")));
  }

  /** The proxy before that address, or {@code null} for none. */
  @Nullable Server before(URI address) {
    boolean secure = "https".equals(address.getScheme());
    Server server = secure && https != null ? https : http;
    if (server == null) {
      return null;
    }
    int port = address.getPort() >= 0 ? address.getPort() : secure ? 443 : 80;
    return exceptions.covers(address.getHost(), port) ? null : server;
  }

  private static @Nullable Server server(Variables variables, String lower, String upper) {
    String value = variables.text(lower, upper);
    if (value.isEmpty()) {
      return null;
    }
    int scheme = value.indexOf("://");
    if (scheme >= 0 && !value.substring(0, scheme).toLowerCase(Locale.ROOT).equals("http")) {
      throw Variables.wrong(
          upper + " does not name an HTTP proxy",
          "Only proxies that are themselves spoken to by http:// are supported.");
    }
    String rest = scheme < 0 ? value : value.substring(scheme + 3);
    int at = rest.lastIndexOf('@');
    String place = at < 0 ? rest : rest.substring(at + 1);
    while (place.endsWith("/")) {
      place = place.substring(0, place.length() - 1);
    }
    HostPort hostPort = HostPort.parse(place, 80);
    if (hostPort == null) {
      throw Variables.wrong(
          upper + " is not the address of a proxy", "Write it as http://user:password@host:port.");
    }
    return at < 0
        ? new Server(hostPort.host(), hostPort.port(), null, null)
        : signed(hostPort, rest.substring(0, at), upper);
  }

  private static Server signed(HostPort place, String userInfo, String variable) {
    int colon = userInfo.indexOf(':');
    String user = decode(colon < 0 ? userInfo : userInfo.substring(0, colon), variable);
    String password = colon < 0 ? "" : decode(userInfo.substring(colon + 1), variable);
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new Server(
        place.host(),
        place.port(),
        new Secret("Basic " + Base64.getEncoder().encodeToString(pair)),
        new Secret(password));
  }

  /** Decodes %-escapes; unlike in forms, a plus sign stands for itself. */
  private static String decode(String text, String variable) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] source = text.getBytes(StandardCharsets.UTF_8);
    byte[] target = new byte[source.length];
    int length = 0;
    for (int i = 0; i < source.length; i++) {
      byte value = source[i];
      if (value == '%') {
        int high = i + 2 < source.length ? Character.digit(source[i + 1], 16) : -1;
        int low = high < 0 ? -1 : Character.digit(source[i + 2], 16);
        if (low < 0) {
          throw Variables.wrong(
              variable + " has a broken escape in its user or password",
              "Write a percent sign itself as %25.");
        }
        value = (byte) (high * 16 + low);
        i += 2;
      }
      target[length++] = value;
    }
    return new String(target, 0, length, StandardCharsets.UTF_8);
  }

  /** A host, without the brackets of an IPv6 address, and a port. */
  record HostPort(String host, int port) {

    /**
     * Reads {@code host}, {@code host:port} or {@code [v6]:port}; {@code null} for another text.
     */
    static @Nullable HostPort parse(String text, int defaultPort) {
      int bracket = text.startsWith("[") ? text.indexOf(']') : -1;
      String host;
      String rest;
      if (bracket > 0) {
        host = text.substring(1, bracket);
        rest = text.substring(bracket + 1);
      } else {
        int colon = text.indexOf(':');
        boolean bareV6 = colon >= 0 && text.indexOf(':', colon + 1) >= 0;
        host = colon < 0 || bareV6 ? text : text.substring(0, colon);
        rest = colon < 0 || bareV6 ? "" : text.substring(colon);
      }
      int port = rest.isEmpty() ? defaultPort : port(rest);
      return isHost(host) && port > 0 ? new HostPort(host, port) : null;
    }

    private static int port(String colonAndDigits) {
      if (!colonAndDigits.startsWith(":") || colonAndDigits.length() > 6) {
        return -1;
      }
      int port = 0;
      for (int i = 1; i < colonAndDigits.length(); i++) {
        int digit = Character.digit(colonAndDigits.charAt(i), 10);
        if (digit < 0) {
          return -1;
        }
        port = port * 10 + digit;
      }
      return port <= 65_535 ? port : -1;
    }

    private static boolean isHost(String host) {
      for (int i = 0; i < host.length(); i++) {
        char c = host.charAt(i);
        if (c <= ' ' || c >= 0x7f || "/?#@\\\"'<>%".indexOf(c) >= 0) {
          return false;
        }
      }
      return !host.isEmpty();
    }
  }
}
