package dev.muster.gateway;

import java.util.Map;

/**
 * A request as it goes to an upstream, with its credential; never printed.
 *
 * @param path with its query, as it goes on the wire
 * @param frames whether its answer is a stream of Bedrock's frames
 */
record Outgoing(
    Upstream upstream, String path, Map<String, String> headers, Body body, boolean frames) {
  @Override
  public String toString() {
    return "Outgoing[" + upstream.name() + " " + path + "]";
  }
}
