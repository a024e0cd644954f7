package dev.muster.server.command;

import dev.muster.server.ExitCode;
import dev.muster.server.Failure;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/** {@code muster console}: every command of the console. */
@Command(
    name = "muster console",
    description = "Muster's console: keys, spend limits, usage, and the gateway to the models.",
    footer = {
      "",
      "Begin with:",
      "  muster console up",
      "  muster console init --org \"Acme\" --admin ada@acme.example",
      "",
      "Exit codes: 0 success, 1 refused or a check failed, 2 wrong arguments,"
          + " 3 no console is running, 4 configuration, 5 database, 6 port or data folder taken,"
          + " 70 a fault of the console.",
      "MUSTER_CONSOLE_DATA names the data folder. Colours follow NO_COLOR.",
      "docs/operations.md says more."
    })
public final class ConsoleCommands extends Group {

  private final Surroundings surroundings;

  private ConsoleCommands(Surroundings surroundings) {
    super(
        new UpCommand(surroundings),
        new InitCommand(surroundings),
        new WorkspaceCommand(surroundings),
        new MemberCommand(surroundings),
        new KeyCommand(surroundings),
        new AdminKeyCommand(surroundings),
        new LimitCommand(surroundings),
        new UsageCommand(surroundings),
        new PricesCommand(surroundings),
        new UpkeepCommands.VerifyLedger(surroundings),
        new UpkeepCommands.Backup(surroundings),
        new RestoreCommand(surroundings),
        new DoctorCommand(surroundings));
    this.surroundings = surroundings;
  }

  /** Runs the command that those words name; its exit code. */
  public static int run(Surroundings surroundings, String... words) {
    CommandLine line = new ConsoleCommands(surroundings).configured();
    return line.execute(words);
  }

  private CommandLine configured() {
    CommandLine line = line();
    line.setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    line.setColorScheme(CommandLine.Help.defaultColorScheme(colours()));
    everywhere(line);
    line.setExecutionExceptionHandler((thrown, at, parsed) -> failed(thrown));
    return line;
  }

  /** Colours where picocli finds a terminal that wants them. */
  private Ansi colours() {
    return surroundings.variable("NO_COLOR").isPresent() ? Ansi.OFF : Ansi.AUTO;
  }

  private static void everywhere(CommandLine line) {
    line.getCommandSpec()
        .addOption(
            CommandLine.Model.OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Print this help.")
                .build());
    line.getSubcommands().values().forEach(ConsoleCommands::everywhere);
  }

  private int failed(Throwable thrown) {
    if (thrown instanceof Failure failure) {
      surroundings.err().println("muster console: " + failure.words());
      return failure.exitCode().code();
    }
    surroundings.err().println("muster console: a fault of the console: " + thrown);
    Logger.getLogger(ConsoleCommands.class.getName()).log(Level.SEVERE, "a fault", thrown);
    return ExitCode.INTERNAL.code();
  }
}
