package dev.muster.server.command;

import dev.muster.server.ExitCode;
import dev.muster.server.Failure;
import dev.muster.server.config.Config;
import dev.muster.server.config.ConfigReader;
import dev.muster.server.config.Fault;
import dev.muster.server.config.Reference;
import dev.muster.server.config.References;
import dev.muster.server.config.Schema;
import dev.muster.server.run.Console;
import dev.muster.server.run.DataFolder;
import dev.muster.server.run.DatabaseAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code muster console up}: runs the console until it is told to stop. */
@Command(
    name = "up",
    description = {
      "Runs the console: the gateway, administration, and an embedded PostgreSQL unless another"
          + " database is named.",
      "SIGTERM or ^C end it: requests under way finish, up to limits.drainSeconds."
    },
    footer = {
      "",
      "Examples:",
      "  ANTHROPIC_API_KEY=... muster console up",
      "  muster console up --config /etc/muster/console.json --data /srv/muster",
      "  MUSTER_DATABASE_URL=postgresql://muster:...@db/muster muster console up"
    })
final class UpCommand implements Callable<Integer> {

  private static final String KEY_VARIABLE = "ANTHROPIC_API_KEY";

  @Option(names = "--data", paramLabel = "FOLDER", description = "The data folder.")
  @Nullable Path data;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration (console.json in the data folder, where there is one).")
  @Nullable Path config;

  @Option(names = "--port", paramLabel = "PORT", description = "Listen there instead; 0: any.")
  @Nullable Integer port;

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description =
          "An existing PostgreSQL, 14 or newer; others on this machine can see it in the list of"
              + " processes, so rather set MUSTER_DATABASE_URL.")
  @Nullable String databaseUrl;

  @Option(
      names = "--print-schema",
      description = "Print the JSON schema of the configuration, for editors, and end.")
  boolean printSchema;

  private final Surroundings surroundings;

  UpCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (printSchema) {
      surroundings.out().print(Schema.text());
      surroundings.out().flush();
      return ExitCode.OK.code();
    }
    DataFolder folder =
        DataFolder.open(
            data == null ? surroundings.dataFolder() : surroundings.folder().resolve(data),
            surroundings.root());
    Config read = withPort(configuration(folder));
    References references = new References(surroundings.environment());
    List<String> missing = references.missing(read);
    if (!missing.isEmpty()) {
      throw new Failure(
          ExitCode.CONFIGURATION, "A secret is missing:\n  " + String.join("\n  ", missing));
    }
    Console console =
        Console.start(
            new Console.Setting(
                folder,
                read,
                references,
                database(read, references),
                surroundings.version(),
                surroundings.clock()));
    announce(console, folder, read);
    console.awaitEnd();
    return ExitCode.OK.code();
  }

  private Config configuration(DataFolder folder) {
    Path file = config == null ? folder.configuration() : surroundings.folder().resolve(config);
    if (config == null && !Files.exists(file)) {
      return byEnvironment(ConfigReader.defaults(folder.path()));
    }
    return switch (ConfigReader.read(file)) {
      case ConfigReader.Outcome.Good(Config good) -> byEnvironment(good);
      case ConfigReader.Outcome.Faulty(List<Fault> faults) ->
          throw new Failure(
              ExitCode.CONFIGURATION,
              faults.stream()
                  .map(Fault::text)
                  .collect(Collectors.joining("\n", "The configuration has a fault:\n", "")));
    };
  }

  /** Where no upstream is configured, the vendor's own with the key that every client knows. */
  private Config byEnvironment(Config read) {
    if (!read.upstreams().isEmpty() || surroundings.variable(KEY_VARIABLE).isEmpty()) {
      return read;
    }
    Config.Upstream anthropic =
        new Config.Upstream(
            "anthropic",
            1,
            1,
            List.of(),
            new Config.UpstreamKind.Messages(
                URI.create("https://api.anthropic.com"), new Reference.Env(KEY_VARIABLE), false));
    return new Config(
        read.folder(),
        read.listen(),
        read.database(),
        List.of(anthropic),
        read.limits(),
        read.alerts());
  }

  private Config withPort(Config read) {
    Integer other = port;
    if (other == null) {
      return read;
    }
    if (other < 0 || other > 65_535) {
      throw new Failure(ExitCode.USAGE, "--port must be a number from 0 to 65535");
    }
    Config.Listen listen = read.listen();
    return new Config(
        read.folder(),
        new Config.Listen(
            listen.address(), other, listen.hosts(), listen.tls(), listen.trustedProxies()),
        read.database(),
        read.upstreams(),
        read.limits(),
        read.alerts());
  }

  private Optional<DatabaseAddress> database(Config read, References references) {
    return Optional.ofNullable(databaseUrl)
        .or(() -> surroundings.variable("MUSTER_DATABASE_URL"))
        .or(() -> read.database().flatMap(d -> references.find(d.url())))
        .map(DatabaseAddress::parse);
  }

  private void announce(Console console, DataFolder folder, Config read) {
    StringBuilder words = new StringBuilder();
    words.append("Muster console ").append(surroundings.version());
    words.append(" listens on ").append(console.url()).append('\n');
    words.append("  data      ").append(folder.path()).append('\n');
    words.append("  database  ").append(console.database()).append('\n');
    words.append("  upstreams ");
    if (read.upstreams().isEmpty()) {
      words
          .append("none: requests are refused until the configuration names one, or ")
          .append(KEY_VARIABLE)
          .append(" is set\n");
    } else {
      words
          .append(
              read.upstreams().stream()
                  .map(Config.Upstream::name)
                  .collect(Collectors.joining(", ")))
          .append('\n');
    }
    if (console.isFresh()) {
      String where =
          folder.path().equals(surroundings.dataFolder()) ? "" : " --data " + folder.path();
      words
          .append("\nThere is no organisation yet. Make one, in another terminal:\n")
          .append("  muster console init --org \"Your team\" --admin you@example.com")
          .append(where)
          .append('\n');
    }
    surroundings.out().print(words);
    surroundings.out().flush();
  }
}
