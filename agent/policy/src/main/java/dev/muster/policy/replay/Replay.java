package dev.muster.policy.replay;

import dev.muster.policy.Layers;
import dev.muster.policy.Place;
import dev.muster.policy.PolicyInForce;
import dev.muster.policy.PolicyParts;
import dev.muster.protocol.Decided;
import dev.muster.settings.SettingsSource;
import dev.muster.transcript.PastSessions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Decides the calls of past sessions twice: under the policy in force, and with a proposed file in
 * the place of one layer. For use by one thread, once.
 */
public final class Replay {

  private final PolicyParts parts;
  private final SettingsSource proposed;
  private final Function<Path, Optional<Scene>> scenes;
  private final BooleanSupplier stopped;
  private final Map<Path, Both> policies = new HashMap<>();
  private final ReplayTotals totals = new ReplayTotals();

  /** What is in force in the folder of a session. */
  public record Scene(Place place, Layers layers) {}

  /** Hears how far a replay is. */
  @FunctionalInterface
  public interface Progress {
    /** Tells that so many sessions of so many are read. */
    void at(int session, int of);
  }

  /**
   * A replay.
   *
   * @param proposed the file, as the layer that it takes the place of
   * @param scenes what is in force in a folder; empty where the folder is gone
   * @param stopped whether to go on no further
   */
  public Replay(
      PolicyParts parts,
      SettingsSource proposed,
      Function<Path, Optional<Scene>> scenes,
      BooleanSupplier stopped) {
    this.parts = parts;
    this.proposed = proposed;
    this.scenes = scenes;
    this.stopped = stopped;
  }

  /** The two policies of a folder. */
  private sealed interface Both {

    record Ready(PolicyInForce now, PolicyInForce then) implements Both {}

    /** The folder is no longer there. */
    record Gone() implements Both {}

    /** One of them is none. */
    record Faulty(List<String> faults) implements Both {
      public Faulty {
        faults = List.copyOf(faults);
      }
    }
  }

  /** What came of it. */
  public sealed interface Outcome {

    /** Everything was decided that can be. */
    record Done(ReplayReport report) implements Outcome {}

    /** One of the policies is none, so that there is nothing to compare. */
    record Impossible(List<String> faults) implements Outcome {
      public Impossible {
        faults = List.copyOf(faults);
      }
    }
  }

  /**
   * Replays sessions.
   *
   * @param since earlier calls are left out
   */
  public Outcome run(
      PastSessions sessions, List<PastSessions.Past> chosen, Instant since, Progress progress) {
    PastCalls calls = new PastCalls(sessions, since, stopped);
    for (int i = 0; i < chosen.size() && !stopped.getAsBoolean(); i++) {
      progress.at(i, chosen.size());
      PastSessions.Past past = chosen.get(i);
      if (past.lastUsed().isBefore(since)) {
        continue;
      }
      switch (policies.computeIfAbsent(past.folder(), this::policies)) {
        case Both.Faulty(List<String> faults) -> {
          return new Outcome.Impossible(faults);
        }
        case Both.Gone gone -> totals.folderGone();
        case Both.Ready both -> session(past, both, calls);
      }
    }
    if (stopped.getAsBoolean()) {
      totals.stop();
    }
    return new Outcome.Done(new ReplayReport(totals, proposed.name(), proposed.layer(), since));
  }

  private void session(PastSessions.Past past, Both.Ready both, PastCalls calls) {
    totals.session();
    try {
      calls.of(past, call -> decide(call, both));
    } catch (IOException broken) {
      totals.unreadable();
    }
  }

  private void decide(PastCall call, Both.Ready both) {
    if (both.now().decide(call.call(), null)
            instanceof PolicyInForce.Answer.Given<Decided>(Decided now)
        && both.then().decide(call.call(), null)
            instanceof PolicyInForce.Answer.Given<Decided>(Decided then)) {
      totals.decided(call, now, then);
    } else {
      totals.undecided();
    }
  }

  private Both policies(Path folder) {
    Scene scene = scenes.apply(folder).orElse(null);
    if (scene == null) {
      return new Both.Gone();
    }
    PolicyInForce.Reading now = reading(scene.layers().sources(), scene);
    PolicyInForce.Reading then = reading(proposed(scene), scene);
    if (now instanceof PolicyInForce.Reading.Ready(PolicyInForce today, var warnings)
        && then instanceof PolicyInForce.Reading.Ready(PolicyInForce tomorrow, var more)) {
      return new Both.Ready(today, tomorrow);
    }
    List<String> faults = new ArrayList<>();
    for (PolicyInForce.Reading reading : List.of(now, then)) {
      if (reading instanceof PolicyInForce.Reading.Faulty faulty) {
        faults.addAll(faulty.faults());
      }
    }
    return new Both.Faulty(faults);
  }

  private PolicyInForce.Reading reading(List<SettingsSource> sources, Scene scene) {
    Layers layers = scene.layers();
    return PolicyInForce.read(
        sources, layers.trusted(), scene.place(), layers.environment(), parts);
  }

  private List<SettingsSource> proposed(Scene scene) {
    Path base =
        switch (proposed.layer()) {
          case MANAGED -> scene.layers().managedFolder();
          case USER -> scene.place().configFolder();
          case FLAGS, SESSION, LOCAL, PROJECT, BUILT_IN -> scene.layers().projectFolder();
        };
    List<SettingsSource> sources = new ArrayList<>();
    sources.add(proposed.from(base));
    for (SettingsSource source : scene.layers().sources()) {
      if (source.layer() != proposed.layer()) {
        sources.add(source);
      }
    }
    return sources;
  }
}
