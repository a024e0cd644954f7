package dev.muster.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks references up. */
public final class References {

  private static final int LARGEST = 64 << 10;

  private final Map<String, String> environment;

  /** Looks variables up in that environment. */
  public References(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** The secret; empty when there is none, it is empty, or its file cannot be read. */
  public Optional<String> find(Reference reference) {
    return switch (reference) {
      case Reference.Env(String name) ->
          Optional.ofNullable(environment.get(name)).filter(s -> !s.isBlank());
      case Reference.InFile(String path) -> read(Path.of(path));
    };
  }

  /** What the configuration refers to and is not there, in words; empty when all is. */
  public List<String> missing(Config config) {
    List<String> missing = new ArrayList<>();
    config.database().url().ifPresent(u -> check("database.url", u, missing));
    config
        .alerts()
        .flatMap(Config.Alerts::secret)
        .ifPresent(s -> check("alerts.secret", s, missing));
    for (Config.Upstream upstream : config.upstreams()) {
      for (Reference reference : of(upstream.kind())) {
        check("upstream " + upstream.name(), reference, missing);
      }
    }
    return missing;
  }

  private void check(String whose, Reference reference, List<String> missing) {
    if (find(reference).isEmpty()) {
      missing.add(whose + ": " + missing(reference));
    }
  }

  private static List<Reference> of(Config.UpstreamKind kind) {
    return switch (kind) {
      case Config.UpstreamKind.Messages m -> List.of(m.key());
      case Config.UpstreamKind.Bedrock b ->
          switch (b.credential()) {
            case Config.AwsCredential.Bearer(Reference token) -> List.of(token);
            case Config.AwsCredential.AccessKey key -> {
              List<Reference> all = new ArrayList<>(List.of(key.id(), key.secret()));
              key.session().ifPresent(all::add);
              yield all;
            }
          };
      case Config.UpstreamKind.Vertex v ->
          switch (v.credential()) {
            case Config.GoogleCredential.Token(Reference token) -> List.of(token);
            case Config.GoogleCredential.ServiceAccount(Reference json) -> List.of(json);
          };
    };
  }

  /** Why a secret was not found, and what to do. */
  public static String missing(Reference reference) {
    return switch (reference) {
      case Reference.Env(String name) -> "the environment variable " + name + " is not set";
      case Reference.InFile(String path) ->
          "the file " + path + " is empty, too large or cannot be read";
    };
  }

  private static Optional<String> read(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        return Optional.empty();
      }
      String text = Files.readString(file, StandardCharsets.UTF_8).stripTrailing();
      return Optional.of(text).filter(s -> !s.isBlank());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
