package dev.muster.cli;

import dev.muster.cli.args.Arguments;
import dev.muster.policy.EngineMaker;
import dev.muster.policy.Layers;
import dev.muster.policy.Place;
import dev.muster.policy.PolicyInForce;
import dev.muster.policy.PolicyParts;
import dev.muster.protocol.Layer;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import dev.muster.settings.Platform;
import dev.muster.workspace.DiskPathFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * The policy that a session in a folder would run under.
 *
 * @param around as if the program had been started in that folder
 */
record PolicyHere(Surroundings around, SettingsLayers layers, PolicyParts parts) {

  /**
   * Finds the settings of a folder.
   *
   * @param folder as written
   * @param settings more settings: a file, or JSON text
   * @throws ProblemException when there is no such folder, or a file of settings cannot be read
   */
  static PolicyHere in(
      String folder, Optional<String> settings, Surroundings started, Machine machine) {
    Surroundings around = started.in(folder(folder, started));
    SettingsLayers layers = layers(settings, around);
    Engines engines = new Engines(new ProfileFiles(layers.locations()));
    return new PolicyHere(around, layers, parts(around, machine, engines::make));
  }

  private static SettingsLayers layers(Optional<String> settings, Surroundings around) {
    Arguments.Sources sources =
        new Arguments.Sources(
            settings, EnumSet.of(Layer.USER, Layer.PROJECT, Layer.LOCAL), List.of());
    return SettingsLayers.read(around, sources, SettingsFiles.FlagRules.NONE);
  }

  /** The policy of another folder, which is without symbolic links. */
  PolicyHere at(Path folder) {
    Surroundings there = around.in(folder);
    return new PolicyHere(there, layers(Optional.empty(), there), parts);
  }

  /** What decisions are made with. */
  static PolicyParts parts(Surroundings around, Machine machine, EngineMaker engines) {
    return new PolicyParts(
        new DiskPathFacts(), engines, new PlanningTools(around.folder(), machine, around.clock()));
  }

  private static Path folder(String written, Surroundings started) {
    try {
      Path folder = started.folder().resolve(written).toRealPath();
      if (Files.isDirectory(folder)) {
        return folder;
      }
    } catch (IOException | InvalidPathException noFolder) {
      // told below
    }
    throw new ProblemException(
        new Problem(
            ProblemCode.BAD_ARGUMENTS,
            "--cwd names " + written + ", which is no folder",
            "Name a folder that exists"));
  }

  /** Where a session would stand. */
  Place place() {
    return new Place(
        around.folder(),
        around.home(),
        layers.locations().configFolder(),
        around.platform() != Platform.LINUX);
  }

  /** The settings of all layers. */
  Layers inForce() {
    return new Layers(
        layers.sources(),
        layers.trusted(),
        layers.locations().projectFolder(),
        layers.locations().managedFolder(),
        around.environment());
  }

  /**
   * The policy, and what did not count in it.
   *
   * @throws ProblemException when no session would start with these settings
   */
  PolicyInForce.Reading.Ready policy() {
    return switch (PolicyInForce.read(
        layers.sources(), layers.trusted(), place(), around.environment(), parts)) {
      case PolicyInForce.Reading.Ready ready -> ready;
      case PolicyInForce.Reading.Faulty(List<String> faults) ->
          throw new ProblemException(
              new Problem(
                  ProblemCode.SETTINGS_INVALID,
                  String.join("\n", faults),
                  "No session would start with these settings; mend them"));
    };
  }
}
