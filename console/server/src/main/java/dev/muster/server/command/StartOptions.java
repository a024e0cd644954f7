package dev.muster.server.command;

import dev.muster.server.ExitCode;
import dev.muster.server.Failure;
import dev.muster.server.config.Config;
import dev.muster.server.config.ConfigReader;
import dev.muster.server.config.Fault;
import dev.muster.server.config.Reference;
import dev.muster.server.config.References;
import dev.muster.server.run.Console;
import dev.muster.server.run.DataFolder;
import dev.muster.server.run.DatabaseAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a console is to run: what the commands that open its database themselves share. */
final class StartOptions {

  /** Names the vendor's key, as every client does. */
  static final String KEY_VARIABLE = "ANTHROPIC_API_KEY";

  @Option(names = "--data", paramLabel = "FOLDER", description = "The data folder.")
  @Nullable Path data;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration (console.json in the data folder, where there is one).")
  @Nullable Path config;

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description =
          "An existing PostgreSQL, 14 or newer; others on this machine can see it in the list of"
              + " processes, so rather set MUSTER_DATABASE_URL.")
  @Nullable String databaseUrl;

  /**
   * What they come to.
   *
   * @throws Failure when the configuration has a fault or a secret is missing
   */
  Console.Setting setting(Surroundings surroundings) {
    DataFolder folder = DataFolder.open(surroundings.dataFolder(data), surroundings.root());
    Config read = byEnvironment(configuration(folder, surroundings), surroundings);
    References references = new References(surroundings.environment());
    List<String> missing = references.missing(read);
    if (!missing.isEmpty()) {
      throw new Failure(
          ExitCode.CONFIGURATION, "A secret is missing:\n  " + String.join("\n  ", missing));
    }
    Optional<DatabaseAddress> database =
        Optional.ofNullable(databaseUrl)
            .or(() -> surroundings.variable("MUSTER_DATABASE_URL"))
            .or(() -> read.database().url().flatMap(references::find))
            .map(DatabaseAddress::parse);
    return new Console.Setting(
        folder, read, references, database, surroundings.version(), surroundings.clock());
  }

  private Config configuration(DataFolder folder, Surroundings surroundings) {
    Path file = config == null ? folder.configuration() : surroundings.folder().resolve(config);
    if (config == null && !Files.exists(file)) {
      return ConfigReader.defaults(folder.path());
    }
    return switch (ConfigReader.read(file)) {
      case ConfigReader.Outcome.Good(Config good) -> good;
      case ConfigReader.Outcome.Faulty(List<Fault> faults) ->
          throw new Failure(
              ExitCode.CONFIGURATION,
              faults.stream()
                  .map(Fault::text)
                  .collect(Collectors.joining("\n", "The configuration has a fault:\n", "")));
    };
  }

  /** Where no upstream is configured, the vendor's own with the key that every client knows. */
  private static Config byEnvironment(Config read, Surroundings surroundings) {
    if (!read.upstreams().isEmpty() || surroundings.variable(KEY_VARIABLE).isEmpty()) {
      return read;
    }
    return read.withUpstreams(
        List.of(
            new Config.Upstream(
                "anthropic",
                1,
                1,
                100,
                List.of(),
                Map.of(),
                new Config.UpstreamKind.Messages(
                    URI.create("https://api.anthropic.com"),
                    new Reference.Env(KEY_VARIABLE),
                    false))));
  }
}
