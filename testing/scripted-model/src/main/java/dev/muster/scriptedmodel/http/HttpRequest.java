package dev.muster.scriptedmodel.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request as it was read. */
public final class HttpRequest {

  private final String method;
  private final String path;
  private final String query;
  private final Map<String, String> headers;
  private final byte[] body;

  HttpRequest(String method, String path, String query, Map<String, String> headers, byte[] body) {
    this.method = method;
    this.path = path;
    this.query = query;
    this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    this.body = body;
  }

  /** The method, as sent. */
  public String method() {
    return method;
  }

  /** The path alone, without query; of an absolute target, its path. */
  public String path() {
    return path;
  }

  /** What follows the question mark, or an empty text. */
  public String query() {
    return query;
  }

  /** All headers by lower-case name; values of a name sent several times are joined by commas. */
  public Map<String, String> headers() {
    return headers;
  }

  /** The header of that name in any case, or {@code null}. */
  public @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  /** The body's bytes, not copied: nobody writes to them. */
  public byte[] body() {
    return body;
  }
}
