package dev.muster.server.run;

import dev.muster.api.ErrorType;
import dev.muster.api.LocalAccess;
import dev.muster.domain.Secret;
import dev.muster.gateway.Gateway;
import dev.muster.gateway.GatewaySettings;
import dev.muster.json.Json;
import dev.muster.json.JsonWriter;
import dev.muster.server.ExitCode;
import dev.muster.server.Failure;
import dev.muster.server.config.Config;
import dev.muster.server.config.Networks;
import dev.muster.server.config.References;
import dev.muster.web.Administration;
import dev.muster.web.Request;
import dev.muster.web.Services;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A running console: database, ledger, gateway, administration and listener, wired by hand. Ends in
 * an orderly way when the process is told to stop: no longer ready, no new request, those under way
 * finish up to a limit, everything is settled, the database stops last.
 */
public final class Console {

  private static final Logger LOG = Logger.getLogger(Console.class.getName());
  private static final long START_SECONDS = 30;

  private final Setting setting;
  private final Closing closing = new Closing();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Storage storage;
  private final Health health;
  private final String url;

  /**
   * What a console is started with.
   *
   * @param database an existing database; empty for the embedded one
   */
  public record Setting(
      DataFolder folder,
      Config config,
      References references,
      Optional<DatabaseAddress> database,
      String version,
      InstantSource clock) {

    /** This setting with another configuration. */
    public Setting with(Config other) {
      return new Setting(folder, other, references, database, version, clock);
    }
  }

  /**
   * Starts a console; returns once it listens.
   *
   * @throws Failure when it cannot, with what was begun undone
   */
  public static Console start(Setting setting) {
    return new Console(setting);
  }

  private Console(Setting setting) {
    this.setting = setting;
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "shutdown"));
    try {
      closing.add("the data folder", FolderLock.take(setting.folder()));
      this.storage = closing.add("the database", Storage.open(setting));
      this.health = new Health(storage::trouble);
      Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
      closing.add("the event loops", () -> wait(vertx.close()));
      Figures figures = closing.add("figures", new Figures());
      OperatorAccess access = new OperatorAccess(storage.adminKeys(), storage.directory());
      Optional<Gateway> gateway = gateway(vertx, figures);
      Listener listener =
          new Listener(
              vertx,
              setting.config().listen(),
              new Listener.Parts(
                  () -> gateway.map(Gateway::handler).orElse(Console::withoutUpstream),
                  administration(access, figures),
                  health));
      Listener.Listening listening =
          listen(listener.start(Runtime.getRuntime().availableProcessors()));
      this.url = url(listening.port());
      closing.add("the listener", () -> wait(vertx.undeploy(listening.deployment())));
      String local = url;
      if (!isPlainLoopback()) {
        HttpServer own = listen(listener.startLocal());
        closing.add("the local listener", () -> wait(own.close()));
        local = "http://127.0.0.1:" + own.actualPort();
      }
      gateway.ifPresent(g -> closing.add("requests under way", () -> drain(g)));
      closing.add("alerts", alerts()).start();
      publish(new LocalAccess(local, ProcessHandle.current().pid(), access.credential().reveal()));
      LOG.info("listening on " + url + ", database " + storage.shown());
    } catch (RuntimeException failed) {
      closing.close();
      throw failed;
    }
  }

  /** The gateway; none where there is no upstream. */
  private Optional<Gateway> gateway(Vertx vertx, Figures figures) {
    if (setting.config().upstreams().isEmpty()) {
      return Optional.empty();
    }
    GatewaySettings settings =
        new Upstreams(vertx, setting.references(), setting.clock()).settings(setting.config());
    Gateway gateway =
        new Gateway(
            vertx,
            settings,
            Prices.of(setting.folder()).catalog(),
            new Gateway.Ports(
                storage.keys(),
                storage.ledger(),
                new GatewayFigures(figures.registry()),
                setting.clock()));
    figures.watch(gateway, storage);
    closing.add("the gateway", () -> wait(gateway.close()));
    return Optional.of(gateway);
  }

  private static void withoutUpstream(HttpServerRequest request) {
    request
        .response()
        .setStatusCode(404)
        .putHeader("content-type", "application/json")
        .putHeader("x-should-retry", "false")
        .end(
            JsonWriter.write(
                ErrorType.NOT_FOUND.envelope("no upstream is configured", Listener.id())));
  }

  private Administration administration(OperatorAccess access, Figures figures) {
    Services services =
        new Services(
            storage.directory(),
            storage.adminKeys(),
            storage.caps(),
            storage.reports(),
            storage.check(),
            new ConsoleOperations(this, figures),
            setting.clock());
    return new Administration(access, services.routes(), Console::fault);
  }

  private static void fault(Request request, RuntimeException fault) {
    LOG.log(
        Level.SEVERE,
        request.id() + " " + request.method() + " " + request.path() + " failed",
        fault);
  }

  private AlertSender alerts() {
    return new AlertSender(
        storage.alerts(),
        setting
            .config()
            .alerts()
            .map(a ->
                new AlertSender.Webhook(
                    a.webhook(),
                    a.secret().flatMap(setting.references()::find).map(Secret::new),
                    a.notices())));
  }

  private void publish(LocalAccess access) {
    try {
      setting.folder().publish(access);
      closing.add("the access file", () -> setting.folder().withdraw());
    } catch (IOException e) {
      throw new Failure(
          ExitCode.FAILED,
          "Cannot write into the data folder " + setting.folder().path() + ": " + e.getMessage(),
          e);
    }
  }

  /** Whether commands on this machine can use the listener for everybody. */
  private boolean isPlainLoopback() {
    Config.Listen listen = setting.config().listen();
    return listen.tls().isEmpty() && Networks.LOOPBACK.holds(listen.address());
  }

  private String url(int port) {
    Config.Listen listen = setting.config().listen();
    String scheme = listen.tls().isPresent() ? "https" : "http";
    String host = listen.address().contains(":") ? "[" + listen.address() + "]" : listen.address();
    return scheme + "://" + host + ":" + port;
  }

  private <T> T listen(Future<T> starting) {
    Config.Listen listen = setting.config().listen();
    try {
      return starting
          .toCompletionStage()
          .toCompletableFuture()
          .get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof BindException
          || String.valueOf(cause.getMessage()).contains("Address already in use")) {
        throw new Failure(
            ExitCode.TAKEN,
            "Port "
                + listen.port()
                + " on "
                + listen.address()
                + " is taken by another program.\nStop it, or choose another port with --port PORT",
            cause);
      }
      throw new Failure(
          ExitCode.FAILED,
          "Cannot listen on " + listen.address() + ":" + listen.port() + ": " + cause.getMessage(),
          cause);
    } catch (TimeoutException e) {
      throw new Failure(ExitCode.FAILED, "Cannot listen: the listener did not start in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(ExitCode.FAILED, "interrupted while starting", e);
    }
  }

  private void drain(Gateway gateway) throws Exception {
    Duration patience = setting.config().limits().drain();
    LOG.info("no new requests; those under way have " + patience.toSeconds() + " s to finish");
    gateway
        .drain(patience)
        .toCompletionStage()
        .toCompletableFuture()
        .get(2 * patience.toSeconds() + 10, TimeUnit.SECONDS);
  }

  private static void wait(Future<?> future) throws Exception {
    future.toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
  }

  /** Ends the console in an orderly way. Doing so again changes nothing. */
  private void end() {
    Health known = health;
    if (known != null) {
      known.drain();
    }
    closing.close();
    ended.countDown();
  }

  /** Waits until the console has ended. */
  public void awaitEnd() throws InterruptedException {
    ended.await();
  }

  /** Where it listens. */
  public String url() {
    return url;
  }

  /** What its database is, in words. */
  public String database() {
    return storage.shown();
  }

  /** Whether there is no organisation yet. */
  public boolean isFresh() {
    return storage.directory().organisations().isEmpty();
  }

  Storage storage() {
    return storage;
  }

  /** Version, address, database and readiness. */
  Json.Obj status() {
    return Json.Obj.builder()
        .put("type", "console_status")
        .put("version", setting.version())
        .put("url", url)
        .put("database", storage.shown())
        .put("not_ready", health.unready().orElse(null))
        .build();
  }
}
