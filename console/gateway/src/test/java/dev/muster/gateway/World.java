package dev.muster.gateway;

import dev.muster.domain.Caller;
import dev.muster.domain.Cap;
import dev.muster.domain.KeyCheck;
import dev.muster.domain.Keys;
import dev.muster.domain.LeasedLedger;
import dev.muster.domain.ModelAccess;
import dev.muster.domain.Period;
import dev.muster.domain.RateLimits;
import dev.muster.domain.Scope;
import dev.muster.domain.Secret;
import dev.muster.domain.UsageRow;
import dev.muster.pricing.ModelCatalog;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A gateway on a real port, with the real ledger over books in memory. */
final class World implements AutoCloseable {

  static final String KEY = "mk-canary-key-0123456789";
  static final String UPSTREAM_KEY = "sk-canary-upstream-9876543210";

  final List<GatewayEvents.Event> events = new CopyOnWriteArrayList<>();
  final Map<String, KeyCheck> keys = new ConcurrentHashMap<>();
  final MemoryLedgerStore store;
  final Gateway gateway;
  final Vertx vertx;
  private final LeasedLedger ledger;
  private final HttpServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  World(GatewaySettings settings, List<Cap> caps) {
    vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(2));
    store = new MemoryLedgerStore(caps, Clock.systemUTC());
    ledger = LeasedLedger.start(store, LeasedLedger.Options.named("test", notice -> {}));
    keys.put(KEY, new KeyCheck.Known(caller("key_1", ModelAccess.everything(), RateLimits.NONE)));
    Keys check =
        (Secret presented) -> keys.getOrDefault(presented.reveal(), new KeyCheck.Unknown());
    gateway =
        new Gateway(
            vertx,
            settings,
            ModelCatalog.builtIn(),
            new Gateway.Ports(check, ledger, events::add, Clock.systemUTC()));
    server =
        vertx
            .createHttpServer(Gateway.serverOptions().setHost("127.0.0.1").setPort(0))
            .requestHandler(gateway.handler());
    server.listen().await();
  }

  static Caller caller(String key, ModelAccess models, RateLimits limits) {
    return new Caller("org", "ws", null, key, models, limits);
  }

  static World of(RawUpstream upstream) {
    return new World(GatewaySettings.of(List.of(messages("one", upstream.uri()))), List.of());
  }

  static World capped(RawUpstream upstream, long nanos) {
    return new World(
        GatewaySettings.of(List.of(messages("one", upstream.uri()))), List.of(cap(nanos)));
  }

  static Cap cap(long nanos) {
    return new Cap("cap_1", new Scope.Workspace("ws"), nanos, Period.MONTHLY, ZoneOffset.UTC, true);
  }

  static UpstreamSettings messages(String name, URI uri) {
    return new UpstreamSettings(name, new Provider.Messages(uri, new Secret(UPSTREAM_KEY)));
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.actualPort() + path);
  }

  int port() {
    return server.actualPort();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
  }

  HttpResponse<byte[]> post(String path, String body) {
    return post(path, body.getBytes(StandardCharsets.UTF_8));
  }

  HttpResponse<byte[]> post(String path, byte[] body) {
    return send(
        request(path)
            .header("x-api-key", KEY)
            .header("anthropic-version", "2023-06-01")
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  /** The ledger's rows once there are so many and nothing is open. */
  List<UsageRow> rows(int count) {
    await(() -> store.rows().size() >= count && store.open() == 0);
    return store.rows();
  }

  /** The one row of a world that had one request. */
  UsageRow row() {
    return rows(1).getFirst();
  }

  static void await(BooleanSupplier condition) {
    long until = System.nanoTime() + 15_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > until) {
        throw new AssertionError("waited in vain");
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  @Override
  public void close() {
    client.close();
    gateway.close().await();
    ledger.close();
    vertx.close().await();
  }
}
