package dev.muster.policy;

import dev.muster.model.ToolCall;
import dev.muster.permission.Explanation;
import dev.muster.permission.Policy;
import dev.muster.permission.PolicyEngine;
import dev.muster.permission.WorkingFolders;
import dev.muster.protocol.Decided;
import dev.muster.protocol.Effect;
import dev.muster.protocol.PathFacts;
import dev.muster.protocol.PathIdentity;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.Question;
import dev.muster.settings.Composition;
import dev.muster.settings.Fault;
import dev.muster.settings.Settings;
import dev.muster.settings.SettingsSource;
import dev.muster.settings.Sourced;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings of all layers, understood for one place and ready to decide. Nothing ever runs.
 *
 * <p>Safe for use by several threads. Where the folders of its rules lead was looked up when it was
 * made; where the paths of a call lead is looked up for each call.
 */
public final class PolicyInForce {

  private final Place place;
  private final Settings settings;
  private final PolicyEngine engine;
  private final CallPlanner planner;
  private final SeenPaths facts;

  private PolicyInForce(
      Place place, Settings settings, PolicyEngine engine, CallPlanner planner, SeenPaths facts) {
    this.place = place;
    this.settings = settings;
    this.engine = engine;
    this.planner = planner;
    this.facts = facts;
  }

  /** What came of reading settings. */
  public sealed interface Reading {

    /**
     * A policy.
     *
     * @param warnings what did not count, each with its place
     */
    record Ready(PolicyInForce policy, List<String> warnings) implements Reading {
      public Ready {
        warnings = List.copyOf(warnings);
      }
    }

    /** Something is wrong, so that no session would start: at least one fault, with its place. */
    record Faulty(List<String> faults) implements Reading {
      public Faulty {
        faults = List.copyOf(faults);
      }
    }
  }

  /** What became of a call that was asked about. */
  public sealed interface Answer<T> {

    /** It was decided. */
    record Given<T>(T value) implements Answer<T> {}

    /** There is nothing to decide: no tool would take the call, or no session this mode. */
    record None<T>(String why) implements Answer<T> {}
  }

  /**
   * Reads the sources of all layers for a place.
   *
   * @param trusted whether the person trusts the folder
   * @param environment of the session; the variables of the settings come over it
   */
  public static Reading read(
      List<SettingsSource> sources,
      boolean trusted,
      Place place,
      Map<String, String> environment,
      PolicyParts parts) {
    return switch (Settings.compose(sources, trusted)) {
      case Composition.Rejected(List<Fault> faults) ->
          new Reading.Faulty(faults.stream().map(Fault::text).toList());
      case Composition.Composed(Settings settings, List<Fault> faults) -> {
        List<String> warnings = new ArrayList<>();
        faults.forEach(fault -> warnings.add(fault.text()));
        yield read(settings, place, environment, parts, warnings);
      }
    };
  }

  private static Reading read(
      Settings settings,
      Place place,
      Map<String, String> environment,
      PolicyParts parts,
      List<String> warnings) {
    SeenPaths facts = new SeenPaths(parts.facts());
    List<Path> more = new ArrayList<>();
    for (Sourced<String> added : settings.permissions().additionalDirectories()) {
      Path folder = place.folder().resolve(expanded(added.value(), place)).normalize();
      if (isFolder(folder, facts)) {
        more.add(folder);
      } else {
        warnings.add(added.origin().place() + ": " + folder + " is no folder");
      }
    }
    WorkingFolders folders =
        new WorkingFolders(
            place.folder(),
            more,
            List.of(),
            place.home(),
            place.configFolder(),
            place.ignoreCase());
    return switch (Policy.read(settings.permissions(), folders, facts)) {
      case Policy.Reading.Unusable(List<Policy.Remark> faults) ->
          new Reading.Faulty(faults.stream().map(PolicyInForce::told).toList());
      case Policy.Reading.Usable(Policy policy, List<Policy.Remark> remarks) -> {
        remarks.forEach(remark -> warnings.add(told(remark)));
        Map<String, String> merged = new HashMap<>(environment);
        settings.env().forEach((name, value) -> merged.put(name, value.value()));
        List<Path> writable = new ArrayList<>(more);
        writable.addFirst(place.folder());
        PolicyEngine engine = parts.engines().make(policy, facts, merged, writable);
        facts.seenEnough();
        CallPlanner planner = new CallPlanner(parts.tools());
        yield new Reading.Ready(
            new PolicyInForce(place, settings, engine, planner, facts), warnings);
      }
    };
  }

  private static boolean isFolder(Path folder, PathFacts facts) {
    try {
      return facts.identify(folder).kind() == PathIdentity.Kind.FOLDER;
    } catch (IOException cannotTell) {
      return false;
    }
  }

  private static String expanded(String path, Place place) {
    return path.startsWith("~/") ? place.home() + path.substring(1) : path;
  }

  private static String told(Policy.Remark remark) {
    return remark.origin().place() + ": rule \"" + remark.rule() + "\": " + remark.what();
  }

  /** Whether the folders of its rules, and its own, still lead where they led. */
  public boolean holds() {
    return facts.holds();
  }

  /**
   * The same with one look at the disk, for calls that were all made before any of them was
   * answered. For use by one thread.
   */
  public PolicyInForce ofOneMoment() {
    return new PolicyInForce(place, settings, engine.ofOneMoment(), planner, facts);
  }

  /** The settings that it was made of. */
  public Settings settings() {
    return settings;
  }

  /**
   * Decides about a call, as a session that stands in the folder of the place would.
   *
   * @param mode {@code null} for the one that the settings begin with
   */
  public Answer<Decided> decide(ToolCall call, @Nullable PermissionMode mode) {
    return decide(call, mode, place.folder());
  }

  /**
   * The same for a session that has gone to another folder.
   *
   * @param folder absolute and canonical
   */
  public Answer<Decided> decide(ToolCall call, @Nullable PermissionMode mode, Path folder) {
    return answer(
        call, mode, folder, (effects, in) -> engine.decide(call, effects, in, null).decided());
  }

  /** Why {@link #decide} decides about a call as it does. */
  public Answer<Explanation> explain(ToolCall call, @Nullable PermissionMode mode) {
    return answer(call, mode, place.folder(), (effects, in) -> engine.explain(call, effects, in));
  }

  /** What a person would be asked about a call, if it comes to that. */
  public Answer<Question> question(ToolCall call, @Nullable PermissionMode mode) {
    return answer(call, mode, place.folder(), (effects, in) -> engine.question(call, effects, in));
  }

  /** What is asked of the engine about effects in a mode. */
  private interface Asked<T> {
    T of(List<Effect> effects, PermissionMode mode);
  }

  private <T> Answer<T> answer(
      ToolCall call, @Nullable PermissionMode mode, Path folder, Asked<T> asked) {
    PermissionMode inMode = mode == null ? defaultMode() : mode;
    Sourced<Boolean> noBypass = settings.permissions().bypassDisabled().orElse(null);
    if (inMode == PermissionMode.BYPASS_PERMISSIONS && noBypass != null) {
      return new Answer.None<>(
          "the mode bypassPermissions is switched off by " + noBypass.origin().place());
    }
    return switch (planner.plan(call, folder)) {
      case PlannedCall.Invalid(String why) -> new Answer.None<>(why);
      case PlannedCall.Known(var effects) -> new Answer.Given<>(asked.of(effects, inMode));
    };
  }

  /** The mode that a session begins with. */
  public PermissionMode defaultMode() {
    return settings.permissions().defaultMode().map(Sourced::value).orElse(PermissionMode.DEFAULT);
  }
}
