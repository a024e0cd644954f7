package dev.muster.policy.cases;

import dev.muster.json.Json;
import dev.muster.model.ToolCall;
import dev.muster.policy.Layers;
import dev.muster.policy.Place;
import dev.muster.policy.PolicyInForce;
import dev.muster.policy.PolicyParts;
import dev.muster.policy.cases.CaseFile.LayerText;
import dev.muster.policy.view.FindingWord;
import dev.muster.protocol.Decided;
import dev.muster.protocol.Layer;
import dev.muster.settings.SettingsSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Decides cases and compares. The project counts as trusted, so that its allow rules are tested
 * wherever the tests run.
 */
public final class CaseRunner {

  private static final int MAX_SETTINGS = (1 << 20) + 1;

  private final PolicyParts parts;
  private final Place place;
  private final Layers inForce;

  /** Runs cases about a place, under the layers in force there where a file names none. */
  public CaseRunner(PolicyParts parts, Place place, Layers inForce) {
    this.parts = parts;
    this.place = place;
    this.inForce = inForce;
  }

  /** What came of a file. */
  public sealed interface Outcome {

    /** Its cases were decided. */
    record Decided(List<CaseResult> results) implements Outcome {
      public Decided {
        results = List.copyOf(results);
      }
    }

    /** They could not be, since something is wrong with the policy or with the files. */
    record Impossible(List<String> faults) implements Outcome {
      public Impossible {
        faults = List.copyOf(faults);
      }
    }
  }

  /**
   * Decides the cases of a file whose names are wanted.
   *
   * @param at where the file is
   */
  public Outcome run(CaseFile file, Path at, Predicate<String> wanted) {
    CaseFile.Tree tree = file.tree();
    try {
      if (tree == null) {
        return decide(file, at, wanted, new Stage(place, inForce.projectFolder()));
      }
      try (CaseTree made = CaseTree.make(tree)) {
        Place there =
            new Place(
                made.project(), made.home(), made.home().resolve(".claude"), place.ignoreCase());
        return decide(file, at, wanted, new Stage(there, made.project()));
      }
    } catch (IOException e) {
      return new Outcome.Impossible(List.of(file.name() + ": " + e.getMessage()));
    }
  }

  /** Where cases are decided. */
  private record Stage(Place place, Path project) {}

  private Outcome decide(CaseFile file, Path at, Predicate<String> wanted, Stage stage)
      throws IOException {
    List<SettingsSource> sources = sources(file, at, stage);
    PolicyInForce.Reading reading =
        PolicyInForce.read(sources, true, stage.place(), environment(stage.place()), parts);
    return switch (reading) {
      case PolicyInForce.Reading.Faulty(List<String> faults) -> new Outcome.Impossible(faults);
      case PolicyInForce.Reading.Ready(PolicyInForce policy, var warnings) -> {
        List<CaseResult> results = new ArrayList<>();
        for (Case one : file.cases()) {
          if (wanted.test(one.name())) {
            results.add(result(one, policy, stage));
          }
        }
        yield new Outcome.Decided(results);
      }
    };
  }

  /** The shell's own home is that of the cases, so that a tilde leads into their tree. */
  private Map<String, String> environment(Place place) {
    Map<String, String> environment = new HashMap<>(inForce.environment());
    environment.put("HOME", place.home().toString());
    return environment;
  }

  private List<SettingsSource> sources(CaseFile file, Path at, Stage stage) throws IOException {
    List<SettingsSource> sources = new ArrayList<>();
    Map<Layer, LayerText> named = file.settings();
    if (named == null) {
      for (SettingsSource source : inForce.sources()) {
        sources.add(source.from(moved(source.base(), stage)));
      }
      return sources;
    }
    for (Map.Entry<Layer, LayerText> layer : named.entrySet()) {
      Path base = base(layer.getKey(), stage);
      sources.add(
          switch (layer.getValue()) {
            case LayerText.InFile(String path) -> inFile(layer.getKey(), path, at, base);
            case LayerText.Inline(Json.Obj settings, String pointer) ->
                SettingsSource.part(layer.getKey(), file.name() + pointer, base, settings);
          });
    }
    return sources;
  }

  private static SettingsSource inFile(Layer layer, String path, Path at, Path base)
      throws IOException {
    try {
      Path file = at.resolveSibling(path).normalize();
      try (var in = Files.newInputStream(file)) {
        return SettingsSource.text(layer, file.toString(), base, in.readNBytes(MAX_SETTINGS));
      }
    } catch (InvalidPathException e) {
      throw new IOException("the settings file " + path + " is no path", e);
    } catch (IOException e) {
      throw new IOException("the settings file " + path + " cannot be read: " + e, e);
    }
  }

  private Path base(Layer layer, Stage stage) {
    return switch (layer) {
      case MANAGED -> inForce.managedFolder();
      case USER -> stage.place().configFolder();
      case FLAGS, SESSION, LOCAL, PROJECT, BUILT_IN -> stage.project();
    };
  }

  /** Where paths count from in a tree, for settings that are in force elsewhere. */
  private Path moved(Path base, Stage stage) {
    if (base.startsWith(inForce.projectFolder())) {
      return stage.project().resolve(inForce.projectFolder().relativize(base).toString());
    }
    return base.startsWith(place.configFolder())
        ? stage.place().configFolder().resolve(place.configFolder().relativize(base).toString())
        : base;
  }

  private static CaseResult result(Case one, PolicyInForce policy, Stage stage) {
    long start = System.nanoTime();
    Path folder = stage.project().resolve(one.cwd()).normalize();
    if (one.cwd().isEmpty()) {
      folder = stage.place().folder();
    }
    PolicyInForce.Answer<Decided> answer =
        policy.decide(filled(one.call(), stage.place()), one.mode(), folder);
    long nanos = System.nanoTime() - start;
    return switch (answer) {
      case PolicyInForce.Answer.None<Decided>(String why) -> new CaseResult(one, null, why, nanos);
      case PolicyInForce.Answer.Given<Decided>(Decided decided) ->
          new CaseResult(one, decided, failure(one, decided), nanos);
    };
  }

  private static String failure(Case one, Decided decided) {
    if (decided.verdict() != one.expect()) {
      return "expected "
          + FindingWord.of(one.expect())
          + ", got "
          + FindingWord.of(decided.verdict())
          + ": "
          + decided.reason();
    }
    String because = one.because();
    if (because == null) {
      return "";
    }
    String rule = decided.rules().isEmpty() ? "" : decided.rules().getFirst().text();
    if (rule.contains(because)) {
      return "";
    }
    String by = rule.isEmpty() ? "no rule decided" : "the rule " + rule + " decided";
    return "expected a rule with \"" + because + "\", but " + by + ": " + decided.reason();
  }

  /** The call with {@code {project}} and {@code {home}} replaced in the texts of its input. */
  private static ToolCall filled(ToolCall call, Place place) {
    Map<String, Json> input = new LinkedHashMap<>();
    call.input().members().forEach((name, value) -> input.put(name, filled(value, place)));
    return new ToolCall(call.id(), call.name(), new Json.Obj(input));
  }

  private static Json filled(Json value, Place place) {
    return value instanceof Json.Str(String text)
        ? Json.of(
            text.replace("{project}", place.folder().toString())
                .replace("{home}", place.home().toString()))
        : value;
  }
}
