package dev.muster.gateway;

import io.vertx.core.Context;
import io.vertx.core.http.HttpClient;

/**
 * What a request uses of the event loop that serves it.
 *
 * @param client with the loop's own connections to the upstreams
 * @param context the request's
 */
record Loop(HttpClient client, Context context, Desk desk) {}
