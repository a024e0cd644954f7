package dev.muster.server.run;

import dev.muster.api.ErrorType;
import dev.muster.api.Paths;
import dev.muster.gateway.Gateway;
import dev.muster.json.Json;
import dev.muster.json.JsonWriter;
import dev.muster.server.config.Config;
import dev.muster.server.config.Networks;
import dev.muster.web.Administration;
import dev.muster.web.Reply;
import dev.muster.web.Request;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Takes requests in and hands them on by their path: health and figures, administration, and all
 * else to the gateway. Checks who may connect and which host is meant before anything else.
 */
final class Listener {

  private static final int LARGEST_ADMIN_BODY = 1 << 20;

  private final Vertx vertx;
  private final Config.Listen listen;
  private final Hosts hosts;
  private final Networks trusted;
  private final Parts parts;

  /**
   * Who answers what.
   *
   * @param gateway makes a handler for an event loop, on which it is called
   */
  record Parts(
      Supplier<Handler<HttpServerRequest>> gateway, Administration administration, Health health) {}

  /** A server for everybody that listens. */
  record Listening(String deployment, int port) {}

  Listener(Vertx vertx, Config.Listen listen, Parts parts) {
    this.vertx = vertx;
    this.listen = listen;
    this.hosts = new Hosts(listen);
    this.trusted = Networks.of(listen.trustedProxies());
    this.parts = parts;
  }

  /** Starts a server for everybody, as it is configured, on that many event loops. */
  Future<Listening> start(int loops) {
    HttpServerOptions options = Gateway.serverOptions().setHost(listen.address());
    // A negative port is any free one, the same for all event loops.
    options.setPort(listen.port() == 0 ? -1 : listen.port());
    listen
        .tls()
        .ifPresent(tls ->
            options
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(
                    new PemKeyCertOptions()
                        .setCertPath(tls.certificate().toString())
                        .setKeyPath(tls.key().toString())));
    AtomicInteger port = new AtomicInteger();
    return vertx
        .deployVerticle(() -> new Loop(options, port), new DeploymentOptions().setInstances(loops))
        .map(deployment -> new Listening(deployment, port.get()));
  }

  /** What one event loop does. */
  private final class Loop extends VerticleBase {
    private final HttpServerOptions options;
    private final AtomicInteger port;

    Loop(HttpServerOptions options, AtomicInteger port) {
      this.options = options;
      this.port = port;
    }

    @Override
    public Future<?> start() {
      Handler<HttpServerRequest> gateway = parts.gateway().get();
      return vertx
          .createHttpServer(options)
          .requestHandler(request -> taken(request, gateway))
          .listen()
          .onSuccess(server -> port.set(server.actualPort()));
    }
  }

  /** Starts a server for commands on this machine: loopback, any port, administration alone. */
  Future<HttpServer> startLocal() {
    return vertx
        .createHttpServer(Gateway.serverOptions().setHost("127.0.0.1").setPort(0))
        .requestHandler(request -> {
          if (isAdministration(path(request))) {
            administer(request);
          } else {
            refuse(request, ErrorType.NOT_FOUND, "only administration is answered here");
          }
        })
        .listen();
  }

  private void taken(HttpServerRequest request, Handler<HttpServerRequest> gateway) {
    String from = request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
    if (!listen.trustedProxies().isEmpty()
        && listen.tls().isEmpty()
        && !trusted.holds(from)
        && !Networks.LOOPBACK.holds(from)) {
      refuse(request, ErrorType.PERMISSION, "only the proxies in front may connect here");
      return;
    }
    String reached = request.localAddress() == null ? "" : request.localAddress().hostAddress();
    if (request.authority() == null || !hosts.admits(request.authority().host(), reached)) {
      send(
          request,
          421,
          JsonWriter.bytes(
              ErrorType.INVALID_REQUEST.envelope(
                  "this console does not answer for that host; name it in listen.hosts", id())),
          "application/json");
      return;
    }
    route(request, gateway);
  }

  private void route(HttpServerRequest request, Handler<HttpServerRequest> gateway) {
    String path = path(request);
    if (isAdministration(path)) {
      administer(request);
      return;
    }
    switch (path) {
      case Paths.LIVE -> json(request, 200, Json.Obj.builder().put("live", true).build());
      case Paths.READY -> {
        Optional<String> unready = parts.health().unready();
        json(request, unready.isEmpty() ? 200 : 503, Health.answer(unready));
      }
      default -> gateway.handle(request);
    }
  }

  private static String path(HttpServerRequest request) {
    String path = request.path();
    return path == null ? "" : path;
  }

  private static boolean isAdministration(String path) {
    return path.startsWith(Paths.ORGANIZATIONS + "/")
        || path.startsWith(Paths.CONSOLE + "/")
        || path.equals(Paths.METRICS);
  }

  private void administer(HttpServerRequest request) {
    if (request.headers().contains(HttpHeaders.EXPECT)) {
      request.response().writeContinue();
    }
    Buffer body = Buffer.buffer();
    boolean[] tooLarge = new boolean[1];
    request.handler(piece -> {
      if (body.length() + piece.length() > LARGEST_ADMIN_BODY) {
        tooLarge[0] = true;
      } else {
        body.appendBuffer(piece);
      }
    });
    request.exceptionHandler(gone -> {});
    request.endHandler(end -> {
      if (tooLarge[0]) {
        refuse(request, ErrorType.TOO_LARGE, "the body is larger than 1 MB");
      } else {
        answer(request, body.getBytes());
      }
    });
  }

  private void answer(HttpServerRequest request, byte[] body) {
    Map<String, String> headers = new HashMap<>();
    for (Map.Entry<String, String> header : request.headers()) {
      headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue());
    }
    String query = request.query() == null ? "" : request.query();
    Request asked = new Request(id(), request.method().name(), path(request), query, headers, body);
    Thread.ofVirtual()
        .name("admin")
        .start(() -> {
          Reply reply = parts.administration().answer(asked);
          request.response().putHeader("request-id", asked.id());
          send(request, reply.status(), reply.body(), reply.contentType());
        });
  }

  static String id() {
    UUID random = UUID.randomUUID();
    return "req_"
        + HexFormat.of().toHexDigits(random.getMostSignificantBits())
        + HexFormat.of().toHexDigits(random.getLeastSignificantBits());
  }

  private static void refuse(HttpServerRequest request, ErrorType type, String message) {
    json(request, type.status(), type.envelope(message, id()));
  }

  private static void json(HttpServerRequest request, int status, Json.Obj body) {
    send(request, status, JsonWriter.bytes(body), "application/json");
  }

  private static void send(HttpServerRequest request, int status, byte[] body, String contentType) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response
        .setStatusCode(status)
        .putHeader("content-type", contentType)
        .putHeader("cache-control", "no-store")
        .end(Buffer.buffer(body));
  }
}
