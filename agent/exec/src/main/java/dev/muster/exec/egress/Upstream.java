package dev.muster.exec.egress;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Another HTTP proxy through which all allowed connections go, as companies demand. It resolves the
 * names.
 *
 * @param authorization the value of {@code Proxy-Authorization}; empty where there is none
 */
public record Upstream(String host, int port, String authorization) {

  /** The proxy that answers on a port of this machine. */
  public static Upstream local(int port) {
    return new Upstream("127.0.0.1", port, "");
  }

  /**
   * The proxy that the environment names: {@code HTTPS_PROXY}, else {@code HTTP_PROXY}, in either
   * case. Anything but an {@code http} URL with a host counts as none.
   */
  public static Optional<Upstream> of(Map<String, String> environment) {
    for (String name : List.of("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")) {
      String value = environment.get(name);
      if (value != null && !value.isBlank()) {
        return parse(value.strip());
      }
    }
    return Optional.empty();
  }

  private static Optional<Upstream> parse(String value) {
    try {
      URI uri = URI.create(value.contains("://") ? value : "http://" + value);
      String scheme = uri.getScheme();
      String host = uri.getHost();
      if (host == null || scheme == null || !scheme.toLowerCase(Locale.ROOT).equals("http")) {
        return Optional.empty();
      }
      int port = uri.getPort() < 0 ? 80 : uri.getPort();
      return Optional.of(new Upstream(host, port, basic(uri.getUserInfo())));
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }

  private static String basic(@Nullable String userInfo) {
    return userInfo == null
        ? ""
        : "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
  }
}
