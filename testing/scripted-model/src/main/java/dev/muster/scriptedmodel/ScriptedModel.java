package dev.muster.scriptedmodel;

import dev.muster.scriptedmodel.http.HttpServer;
import dev.muster.scriptedmodel.police.Violation;
import dev.muster.scriptedmodel.script.Script;
import java.net.URI;
import java.util.List;

/**
 * A running server that speaks Anthropic's Messages API from a script.
 *
 * <p>It listens on the loopback address only and answers {@code POST /v1/messages} (streamed or
 * not), {@code POST /v1/messages/count_tokens}, {@code GET /v1/models[/id]} and {@code HEAD
 * /api/hello}. A request that breaks a rule of the API is refused with status 400 (a missing
 * credential: 401) and remembered; it uses up no turn of the script. Thread-safe.
 */
public final class ScriptedModel implements AutoCloseable {

  private final HttpServer server;
  private final Service service;
  private final String url;

  private ScriptedModel(HttpServer server, Service service, boolean tls) {
    this.server = server;
    this.service = service;
    this.url = (tls ? "https" : "http") + "://127.0.0.1:" + server.port();
  }

  /** Starts a server for that script on any free port. */
  public static ScriptedModel start(Script script) {
    return start(script, Options.DEFAULT);
  }

  /** Starts a server for that script. */
  public static ScriptedModel start(Script script, Options options) {
    Service service = new Service(script, options);
    HttpServer server =
        HttpServer.start(options.port(), options.tls(), options.clientCertificates(), service);
    return new ScriptedModel(server, service, options.tls() != null);
  }

  /** The base URL, without a slash at its end; fit for {@code ANTHROPIC_BASE_URL}. */
  public String url() {
    return url;
  }

  /** The URL of a path on this server. */
  public URI uri(String path) {
    return URI.create(url + path);
  }

  /** The newest requests, in the order in which they were answered. */
  public List<RecordedRequest> requests() {
    return service.requests();
  }

  /** The newest requests for messages alone. */
  public List<RecordedRequest> messageRequests() {
    return requests().stream().filter(r -> r.path().equals("/v1/messages")).toList();
  }

  /** Every rule broken so far. Empty for a client that behaves. */
  public List<Violation> violations() {
    return service.violations();
  }

  /** Whether a request came for which the script had no turn. */
  public boolean overrun() {
    return service.overrun();
  }

  /** How many answers of the script are still to be given, not counting turns without end. */
  public int remaining() {
    return service.remaining();
  }

  /**
   * Throws when a rule was broken or the script was not played to its end, no more and no less.
   *
   * @throws AssertionError with everything that is amiss
   */
  public void assertPlayed() {
    StringBuilder amiss = new StringBuilder();
    for (Violation violation : violations()) {
      amiss.append("\n  request ").append(violation.request()).append(" broke the rule ");
      amiss.append(violation.rule()).append(": ").append(violation.message());
    }
    if (overrun()) {
      amiss.append("\n  a request came for which the script had no turn");
    }
    if (remaining() > 0) {
      amiss.append("\n  answers never asked for: ").append(remaining());
    }
    if (!amiss.isEmpty()) {
      throw new AssertionError("the script was not played as written:" + amiss);
    }
  }

  /** Stops listening and closes every connection. */
  @Override
  public void close() {
    server.close();
  }
}
