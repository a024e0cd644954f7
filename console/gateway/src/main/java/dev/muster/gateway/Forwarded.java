package dev.muster.gateway;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;

/** What became of a forwarded request. */
sealed interface Forwarded {

  /** An upstream accepted it and is answering; whoever is told takes the body there and then. */
  record Answering(
      Upstream upstream, HttpClientRequest request, HttpClientResponse response, boolean frames)
      implements Forwarded {}

  /** The last upstream that was tried said no; nothing is charged for that. */
  record Rejected(Upstream upstream, int status, String contentType, String retryAfter, Body body)
      implements Forwarded {}

  /** No upstream was reached; nothing was sent. */
  record Unreachable(String why) implements Forwarded {}

  /** An upstream had the whole request and was lost before it answered; it may be charged. */
  record Lost(Upstream upstream, boolean timeout, String why) implements Forwarded {}
}
