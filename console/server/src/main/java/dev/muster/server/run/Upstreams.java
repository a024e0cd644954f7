package dev.muster.server.run;

import dev.muster.domain.Secret;
import dev.muster.gateway.AwsKeys;
import dev.muster.gateway.GatewaySettings;
import dev.muster.gateway.Provider;
import dev.muster.gateway.ServiceAccountTokens;
import dev.muster.gateway.TokenSource;
import dev.muster.gateway.UpstreamSettings;
import dev.muster.gateway.UpstreamSettings.Models;
import dev.muster.server.ExitCode;
import dev.muster.server.Failure;
import dev.muster.server.config.Config;
import dev.muster.server.config.Reference;
import dev.muster.server.config.References;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Makes the gateway's settings from the configuration, with its secrets looked up. */
final class Upstreams {

  private static final int CONNECTIONS = 20_000;

  private final Vertx vertx;
  private final References references;
  private final InstantSource clock;

  Upstreams(Vertx vertx, References references, InstantSource clock) {
    this.vertx = vertx;
    this.references = references;
    this.clock = clock;
  }

  /** The settings of a gateway before the upstreams of a configuration, of which there is one. */
  GatewaySettings settings(Config config) {
    Config.Limits limits = config.limits();
    return new GatewaySettings(
        config.upstreams().stream().map(this::upstream).toList(),
        limits.bodyBytes(),
        limits.firstByte(),
        limits.idle(),
        limits.ping(),
        limits.connect(),
        CONNECTIONS,
        null);
  }

  private UpstreamSettings upstream(Config.Upstream upstream) {
    boolean all = upstream.models().isEmpty() && upstream.renames().isEmpty();
    Models models = all ? Models.ALL : new Models(upstream.models(), upstream.renames());
    return new UpstreamSettings(
        upstream.name(),
        provider(upstream),
        models,
        upstream.order(),
        upstream.weight(),
        upstream.pricePercent());
  }

  private Provider provider(Config.Upstream upstream) {
    return switch (upstream.kind()) {
      case Config.UpstreamKind.Messages(URI url, Reference key, boolean bearer) ->
          bearer
              ? new Provider.MessagesBearer(base(url), secret(key))
              : new Provider.Messages(base(url), secret(key));
      case Config.UpstreamKind.Bedrock bedrock -> {
        URI base = base(bedrock.url().orElseGet(() -> Provider.bedrock(bedrock.region())));
        yield switch (bedrock.credential()) {
          case Config.AwsCredential.Bearer(Reference token) ->
              new Provider.BedrockBearer(base, secret(token));
          case Config.AwsCredential.AccessKey key -> {
            AwsKeys keys =
                new AwsKeys(
                    secret(key.id()).reveal(),
                    secret(key.secret()),
                    key.session().map(this::secret).orElse(null));
            yield new Provider.Bedrock(base, bedrock.region(), () -> keys);
          }
        };
      }
      case Config.UpstreamKind.Vertex vertex ->
          new Provider.Vertex(
              base(vertex.url().orElseGet(() -> Provider.vertex(vertex.region()))),
              vertex.project(),
              vertex.region(),
              tokens(upstream.name(), vertex.credential()));
    };
  }

  private TokenSource tokens(String upstream, Config.GoogleCredential credential) {
    return switch (credential) {
      case Config.GoogleCredential.Token(Reference token) ->
          () ->
              CompletableFuture.supplyAsync(
                  () -> fresh(token), task -> Thread.ofVirtual().start(task));
      case Config.GoogleCredential.ServiceAccount(Reference json) -> {
        try {
          yield ServiceAccountTokens.of(vertx, secret(json), clock);
        } catch (IllegalArgumentException e) {
          throw new Failure(
              ExitCode.CONFIGURATION,
              "upstream " + upstream + ": serviceAccount: " + e.getMessage(),
              e);
        }
      }
    };
  }

  private Secret fresh(Reference reference) {
    return references
        .find(reference)
        .map(Secret::new)
        .orElseThrow(() -> new CompletionException(new IOException(References.missing(reference))));
  }

  private Secret secret(Reference reference) {
    return new Secret(
        references
            .find(reference)
            .orElseThrow(() -> new Failure(ExitCode.CONFIGURATION, References.missing(reference))));
  }

  private static URI base(URI url) {
    String text = url.toString();
    return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
  }
}
