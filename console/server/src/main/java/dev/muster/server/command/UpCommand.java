package dev.muster.server.command;

import dev.muster.server.ExitCode;
import dev.muster.server.Failure;
import dev.muster.server.config.Config;
import dev.muster.server.config.Schema;
import dev.muster.server.run.Console;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin StartOptions options = new StartOptions();

  @Option(names = "--port", paramLabel = "PORT", description = "Listen there instead; 0: any.")
  @Nullable Integer port;

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
    Console.Setting setting = options.setting(surroundings);
    Integer other = port;
    if (other != null) {
      if (other < 0 || other > 65_535) {
        throw new Failure(ExitCode.USAGE, "--port must be a number from 0 to 65535");
      }
      setting = setting.with(setting.config().withPort(other));
    }
    Console console = Console.start(setting);
    announce(console, setting);
    console.awaitEnd();
    return ExitCode.OK.code();
  }

  private void announce(Console console, Console.Setting setting) {
    StringBuilder words = new StringBuilder();
    words.append("Muster console ").append(surroundings.version());
    words.append(" listens on ").append(console.url()).append('\n');
    words.append("  data      ").append(setting.folder().path()).append('\n');
    words.append("  database  ").append(console.database()).append('\n');
    words.append("  upstreams ");
    if (setting.config().upstreams().isEmpty()) {
      words
          .append("none: requests are refused until the configuration names one, or ")
          .append(StartOptions.KEY_VARIABLE)
          .append(" is set\n");
    } else {
      words
          .append(
              setting.config().upstreams().stream()
                  .map(Config.Upstream::name)
                  .collect(Collectors.joining(", ")))
          .append('\n');
    }
    if (console.isFresh()) {
      boolean usual = setting.folder().path().equals(surroundings.dataFolder());
      words
          .append("\nThere is no organisation yet. Make one, in another terminal:\n")
          .append("  muster console init --org \"Your team\" --admin you@example.com")
          .append(usual ? "" : " --data " + setting.folder().path())
          .append('\n');
    }
    surroundings.out().print(words);
    surroundings.out().flush();
  }
}
