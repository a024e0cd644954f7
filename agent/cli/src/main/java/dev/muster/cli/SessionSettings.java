package dev.muster.cli;

import dev.muster.cli.args.Arguments;
import dev.muster.conversation.RequestOptions;
import dev.muster.json.Json;
import dev.muster.protocol.Layer;
import dev.muster.protocol.Origin;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import dev.muster.settings.Composition;
import dev.muster.settings.Fault;
import dev.muster.settings.Settings;
import dev.muster.settings.SettingsLocations;
import dev.muster.settings.Sourced;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings that a session runs under, and what people should know about them.
 *
 * @param reasoning what the flags say of the model's reasoning
 * @param environment the program's environment with the {@code env} of the settings over it, and
 *     the beta features that the flags name
 */
record SessionSettings(
    Settings settings,
    SettingsLocations locations,
    boolean trusted,
    boolean repository,
    Path mainFolder,
    Arguments.Reasoning reasoning,
    Map<String, String> environment,
    List<String> warnings) {

  /**
   * The version of Claude Code whose contract this program follows; settings name such versions.
   */
  private static final String CONTRACT_VERSION = "2.1.197";

  SessionSettings {
    environment = Map.copyOf(environment);
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads and composes all layers for the folder of the session.
   *
   * @throws ProblemException when a source cannot be relied on, or asks for what this program
   *     cannot do safely
   */
  static SessionSettings read(Surroundings around, Arguments.Run run) {
    SettingsFiles.FlagRules rules =
        new SettingsFiles.FlagRules(run.permissions().allowed(), run.permissions().disallowed());
    SettingsLayers layers = SettingsLayers.read(around, run.sources(), rules);
    return switch (Settings.compose(layers.sources(), layers.trusted())) {
      case Composition.Rejected rejected -> throw new ProblemException(rejected.problem());
      case Composition.Composed(Settings settings, List<Fault> faults) -> {
        List<String> warnings = new ArrayList<>();
        faults.forEach(fault -> warnings.add(fault.text()));
        checkVersion(settings);
        checkHooks(settings, warnings);
        checkLogin(settings);
        Map<String, String> environment = environment(settings, around, run.betas());
        // a limit that somebody set and mistyped is not left out in silence
        for (String name : RequestOptions.passedOver(environment)) {
          warnings.add(name + " is not a whole number; it was left out");
        }
        yield new SessionSettings(
            settings,
            layers.locations(),
            layers.trusted(),
            layers.repository(),
            layers.mainFolder(),
            run.reasoning(),
            environment,
            warnings);
      }
    };
  }

  private static Map<String, String> environment(
      Settings settings, Surroundings around, List<String> betas) {
    Map<String, String> merged = new HashMap<>(around.environment());
    for (Map.Entry<String, Sourced<String>> variable : settings.env().entrySet()) {
      merged.put(variable.getKey(), variable.getValue().value());
    }
    if (!betas.isEmpty()) {
      String named = String.join(",", betas);
      merged.merge("ANTHROPIC_BETAS", named, (before, more) -> before + "," + more);
    }
    return merged;
  }

  private static void checkVersion(Settings settings) {
    settings
        .versionRefusal(CONTRACT_VERSION)
        .ifPresent(reason -> {
          throw new ProblemException(
              new Problem(
                  ProblemCode.MANAGED_SETTINGS_INVALID,
                  reason,
                  "Install a version that is admitted"));
        });
  }

  /** A hook that an administrator relies on is not left out in silence. */
  private static void checkHooks(Settings settings, List<String> warnings) {
    Origin hook = settings.disableAllHooks() ? null : settings.firstHook().orElse(null);
    if (hook == null) {
      return;
    }
    if (hook.layer() == Layer.MANAGED) {
      throw new ProblemException(
          new Problem(
              ProblemCode.MODE_FORBIDDEN,
              hook.place() + " has hooks, and this version does not run hooks",
              "Run where no managed hook is relied on"));
    }
    warnings.add(hook.place() + ": hooks are not run by this version");
  }

  /** Which organisation a key belongs to cannot be told here, so where one is required none may. */
  private static void checkLogin(Settings settings) {
    Sourced<Json> required = settings.value("forceLoginOrgUUID").orElse(null);
    if (required != null && required.origin().layer() == Layer.MANAGED) {
      throw new ProblemException(
          new Problem(
              ProblemCode.MODE_FORBIDDEN,
              required.origin().place()
                  + " requires a login to an organisation, and this version has no logins",
              "Run where no login is required"));
    }
  }
}
