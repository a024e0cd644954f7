package dev.muster.cli;

import dev.muster.cli.args.PolicyRequest;
import dev.muster.policy.PolicyParts;
import dev.muster.policy.decide.DecideLines;
import dev.muster.policy.decide.DecideSettings;
import dev.muster.settings.Platform;
import dev.muster.settings.SettingsLocations;
import dev.muster.workspace.DiskPathFacts;
import java.io.IOException;
import java.util.Map;

/** Does what is wanted of a policy. Nothing that it is asked about ever runs. */
final class PolicyCommand {

  private final Surroundings around;

  PolicyCommand(Surroundings around) {
    this.around = around;
  }

  /** Runs to the end and returns the exit code. */
  int run(PolicyRequest request) throws IOException {
    return switch (request) {
      case PolicyRequest.Decide decide -> decide();
    };
  }

  private int decide() throws IOException {
    SettingsLocations locations =
        SettingsLocations.of(around.platform(), Map.of(), around.home(), around.folder());
    DecideSettings settings =
        new DecideSettings(
            around.environment().getOrDefault("PATH", ""),
            locations.managedFolder(),
            around.platform() != Platform.LINUX);
    try (Machine machine = new Machine()) {
      return new DecideLines(parts(machine), settings, around.in(), around.out()).run() ? 0 : 1;
    }
  }

  private PolicyParts parts(Machine machine) {
    return new PolicyParts(
        new DiskPathFacts(),
        Engines::of,
        new PlanningTools(around.folder(), machine, around.clock()));
  }
}
