package dev.muster.cli;

import dev.muster.cli.args.Arguments;
import dev.muster.settings.SettingsLocations;
import dev.muster.settings.SettingsSource;
import dev.muster.trust.Standing;
import dev.muster.trust.TrustKey;
import dev.muster.trust.TrustStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The settings that a session in a folder would be made of.
 *
 * @param sources the highest layer first
 * @param trusted whether the person trusts the folder
 * @param repository whether it belongs to one
 * @param mainFolder the root of the main repository, where grants for all its worktrees are kept;
 *     the session's folder outside of a repository, and where the root is the home
 */
record SettingsLayers(
    List<SettingsSource> sources,
    SettingsLocations locations,
    boolean trusted,
    boolean repository,
    Path mainFolder) {
  SettingsLayers {
    sources = List.copyOf(sources);
  }

  /**
   * Reads the files of all layers.
   *
   * @throws dev.muster.protocol.ProblemException when a file is there and cannot be read
   */
  static SettingsLayers read(
      Surroundings around, Arguments.Sources sources, SettingsFiles.FlagRules rules) {
    Path root = around.folder();
    Path main = around.folder();
    boolean repository = false;
    try {
      TrustKey key = TrustKey.of(around.folder());
      root = key.workTree();
      main = key.folder().equals(around.home()) ? around.folder() : key.folder();
      repository = Files.exists(root.resolve(".git"));
    } catch (IOException cannotTell) {
      // the folder then stands for itself
    }
    SettingsLocations locations =
        SettingsLocations.of(around.platform(), around.environment(), around.home(), root);
    TrustStore store =
        new TrustStore(TrustStore.location(around.environment(), around.home()), around.home());
    boolean trusted = store.standing(around.folder()) instanceof Standing.Trusted;
    return new SettingsLayers(
        SettingsFiles.read(locations, around.folder(), main, sources, rules),
        locations,
        trusted,
        repository,
        main);
  }
}
