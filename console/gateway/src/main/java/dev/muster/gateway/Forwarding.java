package dev.muster.gateway;

import dev.muster.domain.Reserved;
import dev.muster.gateway.GatewayEvents.Event;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.buffer.BufferInternal;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future.State;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request to the upstreams that serve it, one after the other, until one answers.
 *
 * <p>Another one is tried only while nothing can have been charged: a connection could not be made,
 * or an upstream said that it does not serve. Once a request has gone out whole and no answer has
 * come, it is lost. For use on one event loop.
 */
final class Forwarding {

  private static final int MAX_ERROR_BYTES = 1 << 20;

  private final Wiring wiring;
  private final Loop loop;
  private final Authorised request;
  private final Promise<Forwarded> result = Promise.promise();
  private final Iterator<Upstream> candidates;
  private @Nullable HttpClientRequest sent;
  private @Nullable Upstream asking;
  private long sentNanos;
  private boolean stopped;
  private boolean timedOut;
  private Forwarded failure = new Forwarded.Unreachable("no upstream may be asked now");

  private Forwarding(Wiring wiring, Loop loop, Authorised request) {
    this.wiring = wiring;
    this.loop = loop;
    this.request = request;
    this.candidates = worthAsking(request.upstreams(), wiring.watch().nanos()).iterator();
  }

  /** Starts sending what money has been set aside for. */
  static Forwarding forward(Reserved reserved, Authorised request, Wiring wiring, Loop loop) {
    if (!reserved.request().requestId().equals(request.request().id())) {
      throw new IllegalArgumentException("the reservation is another request's");
    }
    Forwarding forwarding = new Forwarding(wiring, loop, request);
    forwarding.next();
    return forwarding;
  }

  Future<Forwarded> result() {
    return result.future();
  }

  /** When the request went out, or 0 while it has not. */
  long sentNanos() {
    return sentNanos;
  }

  /** The upstream that is being asked, or {@code null}. */
  @Nullable Upstream asking() {
    return asking;
  }

  /** Gives up: nothing more is sent, and what was sent is broken off. */
  void stop() {
    stopped = true;
    if (sent != null) {
      sent.reset();
    }
  }

  /** Gives up on an upstream that takes too long to begin. */
  void tick(long nowNanos) {
    boolean late =
        sentNanos != 0
            && !result.future().isComplete()
            && nowNanos - sentNanos > wiring.settings().headTimeout().toNanos();
    if (late && !timedOut && sent != null) {
      timedOut = true;
      sent.reset();
    }
  }

  private static List<Upstream> worthAsking(List<Upstream> all, long now) {
    if (all.size() == 1) {
      return all;
    }
    List<Upstream> worth = all.stream().filter(u -> u.health().mayAsk(now)).toList();
    return worth.isEmpty() ? List.of(all.getFirst()) : worth;
  }

  private void next() {
    if (stopped || !candidates.hasNext()) {
      result.complete(failure);
      return;
    }
    Upstream upstream = candidates.next();
    asking = upstream;
    CompletionStage<Outgoing> made = wiring.shared().outgoing().answer(request, upstream);
    if (made instanceof CompletableFuture<Outgoing> now && now.state() == State.SUCCESS) {
      connect(now.resultNow());
      return;
    }
    Future.fromCompletionStage(made, loop.context())
        .onComplete(
            outgoing -> connect(outgoing),
            cause -> failed(upstream, 0, "no credential: " + cause.getClass().getSimpleName()));
  }

  private void connect(Outgoing outgoing) {
    loop.client()
        .request(options(outgoing))
        .onComplete(
            opened -> send(opened, outgoing),
            cause -> {
              failure = new Forwarded.Unreachable(outgoing.upstream().name() + ": " + said(cause));
              failed(outgoing.upstream(), 0, said(cause));
            });
  }

  /** Where a request to an upstream goes. */
  static RequestOptions options(Outgoing outgoing) {
    URI base = outgoing.upstream().settings().provider().base();
    boolean ssl = "https".equals(base.getScheme());
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setHost(base.getHost())
        .setPort(base.getPort() < 0 ? (ssl ? 443 : 80) : base.getPort())
        .setSsl(ssl)
        .setURI(outgoing.path())
        .setFollowRedirects(false);
  }

  /** Puts an outgoing request's headers into one that is opened. */
  static HttpClientRequest headed(HttpClientRequest opened, Outgoing outgoing) {
    MultiMap headers = opened.headers();
    outgoing.headers().forEach(headers::set);
    return opened;
  }

  private void send(HttpClientRequest opened, Outgoing outgoing) {
    if (stopped) {
      opened.reset();
      result.tryComplete(failure);
      return;
    }
    sent = opened;
    sentNanos = wiring.watch().nanos();
    Buffer body = BufferInternal.buffer(Unpooled.wrappedBuffer(outgoing.body().bytes()));
    headed(opened, outgoing)
        .send(body)
        .onComplete(
            response -> answered(opened, response, outgoing),
            cause -> lost(outgoing.upstream(), cause));
  }

  private void lost(Upstream upstream, Throwable cause) {
    String why = timedOut ? "no answer in time" : said(cause);
    if (!stopped) {
      tell(upstream, 0, why);
    }
    result.tryComplete(new Forwarded.Lost(upstream, timedOut, why));
  }

  private void answered(HttpClientRequest opened, HttpClientResponse response, Outgoing outgoing) {
    int status = response.statusCode();
    Upstream upstream = outgoing.upstream();
    if (status >= 200 && status < 300) {
      if (upstream.health().succeeded()) {
        wiring
            .watch()
            .events()
            .on(new Event.UpstreamHealth(request.request().id(), upstream.name(), true));
      }
      result.tryComplete(new Forwarded.Answering(upstream, opened, response, outgoing.frames()));
      return;
    }
    Capped body = new Capped(MAX_ERROR_BYTES);
    response.handler(body::add);
    response.exceptionHandler(cause -> rejected(upstream, response, body));
    response.endHandler(_ -> rejected(upstream, response, body));
  }

  private void rejected(Upstream upstream, HttpClientResponse response, Capped body) {
    if (result.future().isComplete() || sentNanos == 0) {
      return;
    }
    int status = response.statusCode();
    String retryAfter = response.getHeader("retry-after");
    String contentType = response.getHeader("content-type");
    failure =
        new Forwarded.Rejected(
            upstream,
            status,
            contentType == null ? "" : contentType,
            retryAfter == null ? "" : retryAfter,
            new Body(body.bytes()));
    sent = null;
    sentNanos = 0;
    if (mayBeServedElsewhere(status)) {
      failed(upstream, status, "HTTP status " + status);
    } else {
      upstream.health().succeeded();
      result.tryComplete(failure);
    }
  }

  /** Statuses that say something of the upstream and not of the request. */
  private static boolean mayBeServedElsewhere(int status) {
    return status >= 500 || status == 429 || status == 401 || status == 403 || status == 408;
  }

  private void failed(Upstream upstream, int status, String why) {
    tell(upstream, status, why);
    next();
  }

  private void tell(Upstream upstream, int status, String why) {
    GatewayEvents events = wiring.watch().events();
    String id = request.request().id();
    events.on(new Event.UpstreamFailed(id, upstream.name(), status, why));
    if (upstream.health().failed(wiring.watch().nanos())) {
      events.on(new Event.UpstreamHealth(id, upstream.name(), false));
    }
  }

  /** A failure's words, which hold an address at most. */
  private static String said(Throwable cause) {
    String message = cause.getMessage();
    return cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }
}
