package dev.muster.bench.gateway;

import dev.muster.gateway.Gateway;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A relay on the gateway's transport that does nothing but relay. */
final class BareRelay {

  private final HttpClient client;
  private final int upstream;

  private BareRelay(HttpClient client, int upstream) {
    this.client = client;
    this.upstream = upstream;
  }

  /** Starts one; done when it listens. */
  static void start(Vertx vertx, int port, int upstream) {
    HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions().setKeepAlive(true).setPipelining(false),
            new PoolOptions().setHttp1MaxSize(20_000).setMaxWaitQueueSize(20_000));
    BareRelay relay = new BareRelay(client, upstream);
    vertx
        .createHttpServer(
            Gateway.serverOptions().setHost("127.0.0.1").setPort(port).setAcceptBacklog(8192))
        .requestHandler(relay::relay)
        .listen()
        .await();
  }

  private void relay(HttpServerRequest request) {
    request
        .body()
        .compose(body ->
            client
                .request(
                    new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setHost("127.0.0.1")
                        .setPort(upstream)
                        .setURI(request.uri()))
                .compose(opened -> opened.send(body)))
        .onComplete(
            response -> answer(request, response),
            _ -> request.response().setStatusCode(502).end());
  }

  /** What one reading of the upstream's socket brings is sent on together, as the gateway does. */
  private static void answer(HttpServerRequest request, HttpClientResponse response) {
    HttpServerResponse client = request.response();
    client.setChunked(true).putHeader("content-type", "text/event-stream");
    Context context = Objects.requireNonNull(Vertx.currentContext(), "on an event loop");
    @Nullable Buffer[] pending = new Buffer[1];
    response.handler(bytes -> {
      if (pending[0] != null) {
        pending[0] = Buffer.buffer(4096).appendBuffer(pending[0]).appendBuffer(bytes);
        return;
      }
      pending[0] = bytes;
      context.runOnContext(_ -> {
        Buffer out = pending[0];
        pending[0] = null;
        if (out != null) {
          client.write(out);
          if (client.writeQueueFull()) {
            response.pause();
            client.drainHandler(_ -> response.resume());
          }
        }
      });
    });
    response.endHandler(_ -> {
      Buffer last = pending[0];
      pending[0] = null;
      client.end(last == null ? Buffer.buffer() : last);
    });
    response.exceptionHandler(_ -> client.reset());
  }
}
