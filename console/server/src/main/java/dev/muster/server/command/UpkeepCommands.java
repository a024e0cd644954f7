package dev.muster.server.command;

import dev.muster.api.Paths;
import dev.muster.json.Json;
import dev.muster.server.ExitCode;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Commands by which a running console is looked after. */
final class UpkeepCommands {

  private UpkeepCommands() {}

  /** {@code muster console verify-ledger}: proves that the ledger balances. */
  @Command(
      name = "verify-ledger",
      description = {
        "Checks every sum and every chain of the ledger to the nano-dollar.",
        "Ends with 1 where something does not balance."
      },
      footer = {"", "Example:", "  muster console verify-ledger"})
  static final class VerifyLedger extends Remote {
    VerifyLedger(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    public Integer call() {
      Json.Obj found = console().get(Paths.CONSOLE + "/ledger/verification");
      boolean balances = found.bool("balances").orElse(false);
      StringBuilder words = new StringBuilder();
      words
          .append(found.whole("rows").orElse(0))
          .append(" rows, ")
          .append(found.whole("total_nanos").orElse(0))
          .append(" nano-dollars: ")
          .append(balances ? "balances\n" : "DOES NOT BALANCE\n");
      for (Json fault : found.items("findings")) {
        words.append("  ").append(fault instanceof Json.Str(String text) ? text : "").append('\n');
      }
      print(found, words.toString());
      return (balances ? ExitCode.OK : ExitCode.FAILED).code();
    }
  }

  /** {@code muster console backup}: writes all that the database holds to a file. */
  @Command(
      name = "backup",
      description = {
        "Writes all that the database holds to a new file, while the console runs.",
        "The file belongs to the console's user alone."
      },
      footer = {"", "Example:", "  muster console backup /backups/muster-2026-11-28.zip"})
  static final class Backup extends Remote {
    @Parameters(paramLabel = "FILE", description = "The file to make.")
    Path file = Path.of("");

    Backup(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    public Integer call() {
      String absolute = surroundings().folder().resolve(file).normalize().toString();
      Json.Obj written =
          console()
              .post(Paths.CONSOLE + "/backups", Json.Obj.builder().put("file", absolute).build());
      return print(
          written,
          "Wrote "
              + absolute
              + ": "
              + written.whole("tables").orElse(0)
              + " tables, "
              + written.whole("rows").orElse(0)
              + " rows, "
              + written.whole("bytes").orElse(0)
              + " bytes\n");
    }
  }
}
