package dev.muster.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration, checked, with secrets still as references. Immutable.
 *
 * @param folder where relative paths begin
 */
public record Config(
    Path folder,
    Listen listen,
    Database database,
    List<Upstream> upstreams,
    Limits limits,
    Optional<Alerts> alerts) {

  public Config {
    upstreams = List.copyOf(upstreams);
  }

  /** This configuration with other upstreams. */
  public Config withUpstreams(List<Upstream> others) {
    return new Config(folder, listen, database, others, limits, alerts);
  }

  /** This configuration with another port. */
  public Config withPort(int port) {
    Listen other =
        new Listen(listen.address, port, listen.hosts, listen.tls, listen.trustedProxies);
    return new Config(folder, other, database, upstreams, limits, alerts);
  }

  /** Where the console listens. */
  public record Listen(
      String address,
      int port,
      List<String> hosts,
      Optional<Tls> tls,
      List<String> trustedProxies) {
    public Listen {
      hosts = List.copyOf(hosts);
      trustedProxies = List.copyOf(trustedProxies);
    }
  }

  /** A certificate chain and its key, PEM files. */
  public record Tls(Path certificate, Path key) {}

  /**
   * The database.
   *
   * @param url an existing one's; empty for the embedded PostgreSQL
   * @param programs where the embedded one's programs are unpacked; empty for the data folder
   * @param grace how long requests are still admitted when it is away; zero: not at all
   */
  public record Database(
      Optional<Reference> url, int connections, Optional<Path> programs, Duration grace) {

    /** The embedded one as it is without any setting. */
    public static final Database USUAL =
        new Database(Optional.empty(), 10, Optional.empty(), Duration.ZERO);
  }

  /**
   * One place that answers requests.
   *
   * @param order lower comes first
   * @param weight its share among those of the same order
   * @param pricePercent its prices, in percent of the list's
   * @param models patterns of the models that it serves; empty for all
   * @param renames what it calls models that clients know under another name
   */
  public record Upstream(
      String name,
      int order,
      int weight,
      int pricePercent,
      List<String> models,
      Map<String, String> renames,
      UpstreamKind kind) {
    public Upstream {
      models = List.copyOf(models);
      renames = Map.copyOf(renames);
    }
  }

  /** What speaks at an upstream, and the credentials for it. */
  public sealed interface UpstreamKind {

    /** The Messages API; the vendor's own or one like it. */
    record Messages(URI url, Reference key, boolean bearer) implements UpstreamKind {}

    /** Amazon Bedrock. */
    record Bedrock(String region, Optional<URI> url, AwsCredential credential)
        implements UpstreamKind {}

    /** Google Vertex AI. */
    record Vertex(String project, String region, Optional<URI> url, GoogleCredential credential)
        implements UpstreamKind {}
  }

  /** How requests to Amazon are authorised. */
  public sealed interface AwsCredential {

    /** By a bearer token. */
    record Bearer(Reference token) implements AwsCredential {}

    /** By a signature. */
    record AccessKey(Reference id, Reference secret, Optional<Reference> session)
        implements AwsCredential {}
  }

  /** How requests to Google are authorised. */
  public sealed interface GoogleCredential {

    /** By an access token that something else keeps fresh. */
    record Token(Reference token) implements GoogleCredential {}

    /** By a service account's key. */
    record ServiceAccount(Reference json) implements GoogleCredential {}
  }

  /**
   * Limits of time and size.
   *
   * @param ping how long a client of a stream hears nothing before it is sent a ping; zero: never
   * @param request after which a request that nobody settled is charged at its bound
   */
  public record Limits(
      Duration connect,
      Duration firstByte,
      Duration idle,
      Duration ping,
      Duration request,
      Duration drain,
      int bodyBytes) {}

  /** Who is told of spend that nears a limit. */
  public record Alerts(URI webhook, Optional<Reference> secret, boolean notices) {}
}
