package dev.muster.bench.gateway;

import dev.muster.bench.ledger.CappedTeam;
import dev.muster.domain.Caller;
import dev.muster.domain.KeyCheck;
import dev.muster.domain.LeasedLedger;
import dev.muster.domain.LedgerStore;
import dev.muster.domain.ModelAccess;
import dev.muster.domain.RateLimits;
import dev.muster.domain.Secret;
import dev.muster.gateway.Gateway;
import dev.muster.gateway.GatewaySettings;
import dev.muster.gateway.Provider;
import dev.muster.gateway.UpstreamSettings;
import dev.muster.pricing.ModelCatalog;
import dev.muster.store.PostgresLedger;
import dev.muster.store.embedded.EmbeddedPostgres;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;

/**
 * Starts one of the parts that {@code gateway.sh} measures: {@code stub PORT}, {@code relay PORT
 * UPSTREAM}, {@code gateway PORT UPSTREAM} with books in memory, or {@code durable PORT UPSTREAM}
 * with a PostgreSQL of its own and two caps over the one workspace.
 */
public final class GatewayFigures {

  private static final String KEY = "bench-key";

  /** A million dollars, which no run comes near. */
  private static final long CAP_NANOS = 1_000_000_000_000_000L;

  private GatewayFigures() {}

  /** Starts a part and stays. */
  public static void main(String[] args) throws IOException {
    int loops = Integer.getInteger("loops", 1);
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(loops));
    int port = Integer.parseInt(args[1]);
    switch (args[0]) {
      case "stub" -> StubUpstream.start(vertx, port);
      case "relay" -> BareRelay.start(vertx, port, Integer.parseInt(args[2]));
      case "gateway" -> {
        LedgerStore books = new OpenBooks(Clock.systemUTC());
        CappedTeam nobody = new CappedTeam("org", "ws");
        gateway(vertx, port, Integer.parseInt(args[2]), loops, books, nobody);
      }
      case "durable" -> {
        EmbeddedPostgres server = CappedTeam.server();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
        CappedTeam team = CappedTeam.prepare(server, CAP_NANOS);
        LedgerStore books = new PostgresLedger(CappedTeam.open(server));
        gateway(vertx, port, Integer.parseInt(args[2]), loops, books, team);
      }
      default -> throw new IllegalArgumentException("no part " + args[0]);
    }
    System.out.println("ready " + args[0] + " native=" + vertx.isNativeTransportEnabled());
  }

  private static void gateway(
      Vertx vertx, int port, int upstream, int loops, LedgerStore books, CappedTeam team) {
    Caller caller =
        new Caller(
            team.organisation(),
            team.workspace(),
            null,
            "key",
            ModelAccess.everything(),
            RateLimits.NONE);
    LeasedLedger ledger =
        LeasedLedger.start(books, LeasedLedger.Options.named("bench", System.err::println));
    Provider provider =
        new Provider.Messages(URI.create("http://127.0.0.1:" + upstream), new Secret("x"));
    Gateway gateway =
        new Gateway(
            vertx,
            GatewaySettings.of(List.of(new UpstreamSettings("stub", provider))),
            ModelCatalog.builtIn(),
            new Gateway.Ports(
                presented ->
                    presented.reveal().equals(KEY)
                        ? new KeyCheck.Known(caller)
                        : new KeyCheck.Unknown(),
                ledger,
                _ -> {},
                Clock.systemUTC()));
    vertx
        .deployVerticle(
            () -> new Server(gateway, port), new DeploymentOptions().setInstances(loops))
        .await();
  }

  private static void close(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException left) {
      System.err.println("the database is left behind: " + left.getMessage());
    }
  }

  /** One listener on one event loop. */
  private static final class Server extends AbstractVerticle {
    private final Gateway gateway;
    private final int port;

    Server(Gateway gateway, int port) {
      this.gateway = gateway;
      this.port = port;
    }

    @Override
    public void start(io.vertx.core.Promise<Void> started) {
      vertx
          .createHttpServer(Gateway.serverOptions().setHost("127.0.0.1").setPort(port))
          .requestHandler(gateway.handler())
          .listen()
          .<Void>mapEmpty()
          .onComplete(started);
    }
  }
}
