package dev.muster.server.command;

import dev.muster.server.ExitCode;
import dev.muster.server.run.Restoration;
import dev.muster.store.Backup;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code muster console restore}: fills an empty database from a backup. */
@Command(
    name = "restore",
    description =
        "Fills an empty database from a backup, while no console runs on the data folder.",
    footer = {
      "",
      "Example:",
      "  muster console restore /backups/muster-2026-11-28.zip --data /srv/muster"
    })
final class RestoreCommand implements Callable<Integer> {

  @Mixin StartOptions options = new StartOptions();

  @Parameters(paramLabel = "FILE", description = "The backup.")
  Path file = Path.of("");

  private final Surroundings surroundings;

  RestoreCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Backup.Contents restored =
        Restoration.restore(options.setting(surroundings), surroundings.folder().resolve(file));
    surroundings
        .out()
        .println("Restored " + restored.tables() + " tables, " + restored.rows() + " rows");
    return ExitCode.OK.code();
  }
}
