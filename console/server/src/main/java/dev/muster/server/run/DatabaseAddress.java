package dev.muster.server.run;

import dev.muster.domain.Secret;
import dev.muster.server.ExitCode;
import dev.muster.server.Failure;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and how to enter it, from {@code
 * postgresql://user:password@host:port/name?option=value}; the options are those of PostgreSQL's
 * JDBC driver.
 *
 * @param jdbc the address without credentials
 */
public record DatabaseAddress(String jdbc, String user, Secret password) {

  /** Reads an address. */
  public static DatabaseAddress parse(String text) {
    URI uri;
    try {
      uri = new URI(text.startsWith("jdbc:") ? text.substring(5) : text);
    } catch (URISyntaxException e) {
      throw wrong("it is no URL", e);
    }
    boolean postgres = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
    if (!postgres || uri.getHost() == null) {
      throw wrong("it does not begin with postgresql://HOST", null);
    }
    if (uri.getRawPath() == null || uri.getRawPath().length() < 2) {
      throw wrong("it names no database", null);
    }
    String entry = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
    int colon = entry.indexOf(':');
    if (entry.isEmpty()) {
      throw wrong("it names no user", null);
    }
    String user = decoded(colon < 0 ? entry : entry.substring(0, colon));
    String password = colon < 0 ? "" : decoded(entry.substring(colon + 1));
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new DatabaseAddress(
        "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query,
        user,
        new Secret(password));
  }

  /** The address for people: without user and password. */
  public String shown() {
    int query = jdbc.indexOf('?');
    return jdbc.substring("jdbc:".length(), query < 0 ? jdbc.length() : query);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static Failure wrong(String what, @Nullable Throwable cause) {
    String message =
        "The database's URL cannot be used: "
            + what
            + ". It is written postgresql://user:password@host:5432/name";
    return cause == null
        ? new Failure(ExitCode.CONFIGURATION, message)
        : new Failure(ExitCode.CONFIGURATION, message, cause);
  }
}
