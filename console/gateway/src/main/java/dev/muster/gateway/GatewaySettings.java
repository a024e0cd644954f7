package dev.muster.gateway;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a gateway works.
 *
 * @param upstreams where requests go; at least one
 * @param maxBodyBytes of a request
 * @param headTimeout how long an upstream may take to begin its answer
 * @param idleTimeout how long it may fall silent within one
 * @param pingEvery how long a client of a stream hears nothing before it is sent a ping; zero for
 *     never
 * @param connectTimeout how long a connection to an upstream may take
 * @param connections the most to one upstream, for each event loop
 * @param trust further certificates, in PEM, that upstreams may be certified by; {@code null} for
 *     the platform's alone
 */
public record GatewaySettings(
    List<UpstreamSettings> upstreams,
    int maxBodyBytes,
    Duration headTimeout,
    Duration idleTimeout,
    Duration pingEvery,
    Duration connectTimeout,
    int connections,
    @Nullable String trust) {
  public GatewaySettings {
    upstreams = List.copyOf(upstreams);
    if (upstreams.isEmpty()) {
      throw new IllegalArgumentException("a gateway needs at least one upstream");
    }
    if (upstreams.stream().map(UpstreamSettings::name).distinct().count() != upstreams.size()) {
      throw new IllegalArgumentException("two upstreams have the same name");
    }
  }

  /**
   * The usual settings: bodies of 32 MB, ten minutes to begin, five of silence, pings each 15 s.
   */
  public static GatewaySettings of(List<UpstreamSettings> upstreams) {
    return new GatewaySettings(
        upstreams,
        32 * 1024 * 1024,
        Duration.ofMinutes(10),
        Duration.ofMinutes(5),
        Duration.ofSeconds(15),
        Duration.ofSeconds(10),
        20_000,
        null);
  }

  /** These settings with other times. */
  public GatewaySettings times(Duration head, Duration idle, Duration ping) {
    return new GatewaySettings(
        upstreams, maxBodyBytes, head, idle, ping, connectTimeout, connections, trust);
  }

  /** These settings with further certificates that are trusted. */
  public GatewaySettings trust(String pem) {
    return new GatewaySettings(
        upstreams,
        maxBodyBytes,
        headTimeout,
        idleTimeout,
        pingEvery,
        connectTimeout,
        connections,
        pem);
  }
}
