package dev.muster.permission;

import dev.muster.json.Json;
import dev.muster.model.ToolCall;
import dev.muster.permission.shell.BashAnalysis;
import dev.muster.permission.shell.LooseWords;
import dev.muster.protocol.Answer;
import dev.muster.protocol.Effect;
import dev.muster.protocol.Layer;
import dev.muster.protocol.Origin;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.PermissionUpdate.Destination;
import dev.muster.protocol.Question;
import dev.muster.protocol.Verdict;
import dev.muster.settings.PermissionSettings;
import dev.muster.settings.RuleText;
import dev.muster.settings.Sourced;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A session in a temporary folder, under rules and a mode. For one thread. */
final class Session {

  static final Answer.Approve YES = new Answer.Approve(null);

  final Path work;
  final Path home;
  final Path config;
  final Path outside;
  private Path folder;
  private List<Path> more = List.of();
  private boolean ignoreCase;
  private boolean managedOnly;
  private PermissionMode mode = PermissionMode.DEFAULT;
  private final List<RuleText> allow = new ArrayList<>();
  private final List<RuleText> ask = new ArrayList<>();
  private final List<RuleText> deny = new ArrayList<>();
  private @Nullable PolicyEngine engine;

  Session(Path temporary) {
    try {
      Path real = temporary.toRealPath();
      work = Files.createDirectories(real.resolve("work"));
      home = Files.createDirectories(real.resolve("home"));
      config = Files.createDirectories(home.resolve(".claude"));
      outside = Files.createDirectories(real.resolve("outside"));
      folder = work;
    } catch (IOException reason) {
      throw new UncheckedIOException(reason);
    }
  }

  Session allow(String... rules) {
    return add(allow, Layer.PROJECT, work, rules);
  }

  Session ask(String... rules) {
    return add(ask, Layer.PROJECT, work, rules);
  }

  Session deny(String... rules) {
    return add(deny, Layer.PROJECT, work, rules);
  }

  Session denyManaged(String... rules) {
    return add(deny, Layer.MANAGED, work, rules);
  }

  Session askManaged(String... rules) {
    return add(ask, Layer.MANAGED, work, rules);
  }

  Session denyFrom(Path base, String... rules) {
    return add(deny, Layer.USER, base, rules);
  }

  Session allowFrom(Path base, String... rules) {
    return add(allow, Layer.USER, base, rules);
  }

  private Session add(List<RuleText> list, Layer layer, Path base, String... rules) {
    for (String rule : rules) {
      list.add(new RuleText(rule, new Origin(layer, "settings.json", 1 + list.size()), base));
    }
    engine = null;
    return this;
  }

  Session mode(PermissionMode chosen) {
    mode = chosen;
    return this;
  }

  Session folder(Path chosen, Path... others) {
    folder = chosen;
    more = List.of(others);
    engine = null;
    return this;
  }

  Session ignoringCase() {
    ignoreCase = true;
    engine = null;
    return this;
  }

  Path file(String relative) {
    try {
      Path path = work.resolve(relative);
      Files.createDirectories(path.getParent());
      return Files.exists(path) ? path : Files.writeString(path, "x");
    } catch (IOException reason) {
      throw new UncheckedIOException(reason);
    }
  }

  Path link(String relative, Path target) {
    try {
      Path path = work.resolve(relative);
      Files.createDirectories(path.getParent());
      return Files.createSymbolicLink(path, target);
    } catch (IOException reason) {
      throw new UncheckedIOException(reason);
    }
  }

  /** A session in the same place without rules. */
  Session fresh() {
    return new Session(work.getParent());
  }

  Session managedRulesOnly() {
    managedOnly = true;
    engine = null;
    return this;
  }

  Question question(String tool, Effect effect) {
    return engine().question(call(tool), List.of(effect), mode);
  }

  Policy.Reading reading() {
    PermissionSettings none = PermissionSettings.NONE;
    return Policy.read(
        new PermissionSettings(
            allow,
            ask,
            deny,
            none.additionalDirectories(),
            none.defaultMode(),
            Optional.empty(),
            managedOnly
                ? Optional.of(
                    new Sourced<>(true, new Origin(Layer.MANAGED, "managed-settings.json", 1)))
                : Optional.empty()),
        new WorkingFolders(folder, more, List.of(), home, config, ignoreCase),
        new TestPathFacts());
  }

  PolicyEngine engine() {
    if (engine == null) {
      engine = engine(CommandConfinement.NONE);
    }
    return engine;
  }

  PolicyEngine engine(CommandConfinement confinement) {
    if (!(reading() instanceof Policy.Reading.Usable usable)) {
      throw new IllegalStateException(reading().toString());
    }
    return new PolicyEngine(
        usable.policy(),
        new TestPathFacts(),
        new Knowledge(
            new BashAnalysis(Map.of("HOME", home.toString())),
            new FakePrograms(),
            LooseWords::mayRun),
        Destination.LOCAL_SETTINGS,
        confinement);
  }

  Decision decide(String tool, Effect effect, Answer.@Nullable Approve answer) {
    return engine().decide(call(tool), List.of(effect), mode, answer);
  }

  static ToolCall call(String tool) {
    return new ToolCall("1", tool, Json.Obj.EMPTY);
  }

  Decision bashDecision(String text) {
    return decide("Bash", new Effect.RunShell(text, folder), null);
  }

  /** The verdict about a text for the shell. */
  Verdict bash(String text) {
    return verdict(bashDecision(text));
  }

  Verdict read(Path path) {
    return verdict(decide("Read", new Effect.ReadFile(path), null));
  }

  Verdict edit(Path path) {
    return verdict(decide("Edit", new Effect.WriteFile(path), null));
  }

  Verdict write(Path path) {
    return verdict(decide("Write", new Effect.WriteFile(path), null));
  }

  static Verdict verdict(Decision decision) {
    return decision.decided().verdict();
  }
}
