package dev.muster.server.config;

/** Where a secret is kept. */
public sealed interface Reference {

  /** In an environment variable. */
  record Env(String name) implements Reference {}

  /** In a file, without its last line end. A relative path is below the configuration's folder. */
  record InFile(String path) implements Reference {}
}
