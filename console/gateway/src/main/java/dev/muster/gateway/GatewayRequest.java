package dev.muster.gateway;

import io.vertx.core.http.HttpServerRequest;

/**
 * A request as it came in, of which nothing is believed yet.
 *
 * @param id the gateway's own; the client's {@code request-id}
 * @param startedNanos of the machine's steady clock
 */
record GatewayRequest(String id, HttpServerRequest http, Target target, long startedNanos) {}
