package dev.muster.server.run;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/** TEMP. */
abstract class Gateway implements AutoCloseable {
  static Gateway of(Vertx vertx, Console.Setting setting, Storage storage, Figures figures) {
    throw new UnsupportedOperationException();
  }

  abstract Handler<HttpServerRequest> handler();
}
