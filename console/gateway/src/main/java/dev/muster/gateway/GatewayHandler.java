package dev.muster.gateway;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemTrustOptions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests on one event loop: looks at the credential before anything else, reads the body
 * within its limit, and hands on what is authorised.
 */
final class GatewayHandler implements Handler<HttpServerRequest> {

  /** A body longer than this is read off the event loop. */
  private static final int LONG_BODY = 256 * 1024;

  private final Vertx vertx;
  private final Wiring wiring;
  private final BooleanSupplier draining;
  private final HttpClient client;
  private volatile @Nullable Desk desk;

  GatewayHandler(Vertx vertx, Wiring wiring, BooleanSupplier draining) {
    this.vertx = vertx;
    this.wiring = wiring;
    this.draining = draining;
    this.client = vertx.createHttpClient(clientOptions(wiring.settings()), pool(wiring.settings()));
  }

  private static HttpClientOptions clientOptions(GatewaySettings settings) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setKeepAlive(true)
            .setKeepAliveTimeout(30)
            .setPipelining(false)
            .setTcpNoDelay(true)
            .setDecompressionSupported(false)
            .setVerifyHost(true)
            .setTrustAll(false)
            .setMaxHeaderSize(64 * 1024)
            .setConnectTimeout((int) settings.connectTimeout().toMillis());
    String trust = settings.trust();
    if (trust != null) {
      options.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(trust)));
    }
    return options;
  }

  private static PoolOptions pool(GatewaySettings settings) {
    return new PoolOptions()
        .setHttp1MaxSize(settings.connections())
        .setMaxWaitQueueSize(settings.connections());
  }

  @Override
  public void handle(HttpServerRequest http) {
    Target target = Target.of(http.method(), http.path() == null ? "" : http.path());
    GatewayRequest request =
        new GatewayRequest(wiring.shared().ids().next(), http, target, wiring.watch().nanos());
    if (target.operation() == Target.Operation.HELLO) {
      http.response().putHeader(Replies.REQUEST_ID, request.id()).end();
      return;
    }
    switch (Authenticated.check(request, wiring.keys())) {
      case Checked.Stopped<Authenticated>(Refusal refusal) ->
          Replies.refuse(request, null, refusal, wiring.watch().events());
      case Authenticated authenticated -> authenticated(authenticated);
    }
  }

  private void authenticated(Authenticated authenticated) {
    switch (authenticated.request().target().operation()) {
      case ANSWER, COUNT -> {
        if (draining.getAsBoolean()) {
          refuse(authenticated, Refusal.unavailable("the gateway is ending"));
        } else {
          body(authenticated);
        }
      }
      case MODELS, MODEL, PROFILES ->
          ModelList.answer(authenticated, wiring.rules(), wiring.watch().events());
      case HELLO, NOTHING ->
          refuse(authenticated, Refusal.notFound("There is nothing at this path."));
    }
  }

  private void body(Authenticated authenticated) {
    HttpServerRequest http = authenticated.request().http();
    int most = wiring.settings().maxBodyBytes();
    String encoding = http.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      refuse(authenticated, Refusal.invalid("Send the request body without an encoding."));
      return;
    }
    String length = http.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null && isMore(length, most)) {
      refuse(authenticated, Refusal.tooLarge(most));
      return;
    }
    if (http.headers().contains(HttpHeaders.EXPECT)) {
      http.response().writeContinue();
    }
    Capped body = new Capped(most);
    http.handler(bytes -> {
      if (!body.isOver()) {
        body.add(bytes);
        if (body.isOver()) {
          refuse(authenticated, Refusal.tooLarge(most));
        }
      }
    });
    Context context = vertx.getOrCreateContext();
    http.endHandler(_ -> {
      if (!body.isOver()) {
        check(authenticated, body.bytes(), context);
      }
    });
  }

  private static boolean isMore(String length, int most) {
    try {
      return Long.parseLong(length.strip()) > most;
    } catch (NumberFormatException notANumber) {
      return true;
    }
  }

  private void check(Authenticated authenticated, byte[] body, Context context) {
    if (body.length <= LONG_BODY) {
      checked(authenticated, read(authenticated, body), context);
      return;
    }
    context
        .executeBlocking(() -> read(authenticated, body), false)
        .onComplete(
            result -> checked(authenticated, result, context),
            failure -> refuse(authenticated, Refusal.unavailable(failure.toString())));
  }

  private Checked<Authorised> read(Authenticated authenticated, byte[] body) {
    LocalDate day = LocalDate.ofInstant(wiring.watch().clock().instant(), ZoneOffset.UTC);
    Target target = authenticated.request().target();
    byte[] counted = body;
    if (target.operation() == Target.Operation.COUNT && target.shape() == Target.Shape.BEDROCK) {
      byte[] inner = Counting.unwrapped(body);
      if (inner == null) {
        return new Checked.Stopped<>(Refusal.invalid("input.invokeModel.body: Field required"));
      }
      counted = inner;
    }
    return Authorised.check(authenticated, counted, wiring.rules(), day);
  }

  private void checked(Authenticated authenticated, Checked<Authorised> result, Context context) {
    switch (result) {
      case Checked.Stopped<Authorised>(Refusal refusal) -> refuse(authenticated, refusal);
      case Authorised authorised -> {
        if (authenticated.request().target().operation() == Target.Operation.COUNT) {
          Counting.answer(wiring, loop(context), authorised);
        } else {
          Exchange.start(wiring, loop(context), authorised);
        }
      }
    }
  }

  private Loop loop(Context context) {
    Desk known = desk;
    if (known == null || !known.isOn(context)) {
      known = new Desk(context, wiring.ledger());
      desk = known;
    }
    return new Loop(client, context, known);
  }

  private void refuse(Authenticated authenticated, Refusal refusal) {
    Replies.refuse(
        authenticated.request(), authenticated.caller(), refusal, wiring.watch().events());
  }

  Future<Void> close() {
    return client.close();
  }
}
