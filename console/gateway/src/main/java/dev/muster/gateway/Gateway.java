package dev.muster.gateway;

import dev.muster.domain.Keys;
import dev.muster.domain.Ledger;
import dev.muster.domain.RateGate;
import dev.muster.pricing.ModelCatalog;
import dev.muster.pricing.Pricing;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The gateway: every request is authenticated, authorised, admitted under the caps that bind it,
 * forwarded, metered and settled.
 *
 * <p>Make one for a program; make a {@link #handler} for each event loop that serves it, since each
 * keeps its own connections to the upstreams. Thread-safe.
 */
public final class Gateway {

  private static final long TICK_MILLIS = 1_000;

  private final Vertx vertx;
  private final Wiring wiring;
  private final List<GatewayHandler> handlers = new CopyOnWriteArrayList<>();
  private final long timer;
  private volatile boolean draining;

  /** What a gateway asks and tells: who is who, what may be spent, and who is told what happens. */
  public record Ports(Keys keys, Ledger ledger, GatewayEvents events, InstantSource clock) {}

  /**
   * Makes a gateway; it opens nothing before a handler is asked for.
   *
   * @param catalog the models and prices that hold
   */
  public Gateway(Vertx vertx, GatewaySettings settings, ModelCatalog catalog, Ports ports) {
    this.vertx = vertx;
    Upstreams upstreams = new Upstreams(settings.upstreams(), new SecureRandom());
    this.wiring =
        new Wiring(
            settings,
            new Authorised.Rules(catalog, new Pricing(catalog), upstreams, new Reasons()),
            ports.keys(),
            ports.ledger(),
            new Wiring.Watch(ports.events(), ports.clock()),
            new Wiring.Shared(
                new InFlight(),
                new RateGate(System::nanoTime),
                new OutgoingMaker(ports.clock()),
                new Ids()));
    this.timer =
        vertx.setPeriodic(
            TICK_MILLIS, _ -> wiring.shared().inFlight().tickAll(wiring.watch().nanos()));
  }

  /**
   * Settings of an HTTP server fit for a gateway: nothing is compressed, WebSockets are not looked
   * for, bodies are not asked for before the credential was looked at. Where it listens is for the
   * caller to add.
   */
  public static HttpServerOptions serverOptions() {
    return new HttpServerOptions()
        .setHandle100ContinueAutomatically(false)
        .setCompressionSupported(false)
        .setDecompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setMaxHeaderSize(64 * 1024)
        .setMaxInitialLineLength(8 * 1024)
        .setTcpNoDelay(true)
        .setAcceptBacklog(4096);
  }

  /** A handler of requests, to be called on the event loop on which it will be used. */
  public Handler<HttpServerRequest> handler() {
    GatewayHandler handler = new GatewayHandler(vertx, wiring, () -> draining);
    handlers.add(handler);
    return handler;
  }

  /** How many requests are under way. */
  public int inFlight() {
    return wiring.shared().inFlight().size();
  }

  /** How many settlements the ledger has not made durable yet. */
  public long unsettled() {
    return wiring.shared().inFlight().unsettled();
  }

  /** Whether it refuses new requests because it is to end. */
  public boolean isDraining() {
    return draining;
  }

  /**
   * Takes no new requests and waits for those under way; after {@code patience} they are ended and
   * charged by what was seen. Done when everything is settled, or the settlements have had as long
   * again.
   */
  public Future<Void> drain(Duration patience) {
    draining = true;
    Promise<Void> drained = Promise.promise();
    long started = wiring.watch().nanos();
    long most = patience.toNanos();
    vertx.setPeriodic(
        10,
        50,
        timer -> {
          long waited = wiring.watch().nanos() - started;
          boolean idle = inFlight() == 0 && unsettled() == 0;
          if (!idle && waited >= most) {
            wiring.shared().inFlight().cancelAll("the gateway is ending");
          }
          if (idle || waited > 2 * most + 1_000_000_000L) {
            vertx.cancelTimer(timer);
            drained.tryComplete();
          }
        });
    return drained.future();
  }

  /** Closes the connections to the upstreams; drain first. */
  public Future<Void> close() {
    draining = true;
    vertx.cancelTimer(timer);
    List<Future<Void>> closing = handlers.stream().map(GatewayHandler::close).toList();
    return Future.join(closing).mapEmpty();
  }
}
