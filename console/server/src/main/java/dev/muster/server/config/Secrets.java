package dev.muster.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Looks references up. */
public final class Secrets {

  private static final int LARGEST = 64 << 10;

  private final Map<String, String> environment;

  /** Looks variables up in that environment. */
  public Secrets(Map<String, String> environment) {
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
