package dev.muster.gateway;

/** A configured upstream with what is known of its health. Thread-safe. */
record Upstream(UpstreamSettings settings, Health health) {

  Upstream(UpstreamSettings settings) {
    this(settings, new Health());
  }

  String name() {
    return settings.name();
  }
}
