package dev.muster.scriptedmodel.http;

import java.io.IOException;

/** Answers requests; called by many threads at once. */
@FunctionalInterface
public interface Handler {

  /** Answers one request, or breaks the connection. */
  void handle(HttpRequest request, Connection connection) throws IOException;
}
