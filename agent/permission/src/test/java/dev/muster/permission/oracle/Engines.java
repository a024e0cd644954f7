package dev.muster.permission.oracle;

import dev.muster.json.Json;
import dev.muster.model.ToolCall;
import dev.muster.permission.CommandConfinement;
import dev.muster.permission.Knowledge;
import dev.muster.permission.Policy;
import dev.muster.permission.PolicyEngine;
import dev.muster.permission.ProgramDeeds;
import dev.muster.permission.TestPathFacts;
import dev.muster.permission.WorkingFolders;
import dev.muster.permission.program.FileText;
import dev.muster.permission.program.KnownPrograms;
import dev.muster.permission.program.RepositoryGitFacts;
import dev.muster.permission.program.SearchPath;
import dev.muster.permission.shell.BashAnalysis;
import dev.muster.permission.shell.LooseWords;
import dev.muster.permission.shell.ShellAnalysis;
import dev.muster.protocol.Confinement;
import dev.muster.protocol.Decided;
import dev.muster.protocol.Effect;
import dev.muster.protocol.Layer;
import dev.muster.protocol.Origin;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.PermissionUpdate.Destination;
import dev.muster.protocol.Verdict;
import dev.muster.settings.PermissionSettings;
import dev.muster.settings.RuleText;
import dev.muster.testkit.corpus.CorpusWorld;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The real engine for a world, wired as the agent wires it: the one place to change when that does.
 */
final class Engines {
  private final CorpusWorld world;
  private final TestPathFacts facts = new TestPathFacts();
  private final ProgramDeeds programs;
  private final ShellAnalysis analysis;

  Engines(CorpusWorld world) {
    this(
        world,
        new BashAnalysis(Map.of("HOME", world.home().toString())),
        new KnownPrograms(new RepositoryGitFacts(new Disk()), name -> true));
  }

  /** With other knowledge, for a proof that the oracle sees what is wrong. */
  Engines(CorpusWorld world, ShellAnalysis analysis, ProgramDeeds programs) {
    this.world = world;
    this.analysis = analysis;
    this.programs = programs;
  }

  /** What the engine reads texts with. */
  ShellAnalysis analysis() {
    return analysis;
  }

  /** An engine without rules. */
  PolicyEngine plain() {
    return under(List.of(), List.of());
  }

  /** An engine without rules for a shell that looks for programs in these folders. */
  PolicyEngine searching(String path) {
    SearchPath places =
        new SearchPath(
            path, List.of(world.project()), file -> Files.isRegularFile(file) ? file : null);
    KnownPrograms known = new KnownPrograms(new RepositoryGitFacts(new Disk()), places);
    return new Engines(world, analysis, known).plain();
  }

  /** An engine without rules for which limits are enough to permit every command. */
  PolicyEngine confined(Confinement limits) {
    return under(List.of(), List.of(), Layer.PROJECT, new AlwaysConfined(limits));
  }

  /** Confines every command by the same limits. */
  private record AlwaysConfined(Confinement limits) implements CommandConfinement {

    @Override
    public Confinement of(List<Effect> effects, PermissionMode mode) {
      return limits;
    }

    @Override
    public boolean settles(Effect.RunShell run, PermissionMode mode) {
      return true;
    }
  }

  /** An engine under rules of the project's settings. */
  PolicyEngine under(List<String> allow, List<String> deny) {
    return under(allow, deny, Layer.PROJECT);
  }

  /** The same where the rules that forbid are those of a layer. */
  PolicyEngine under(List<String> allow, List<String> deny, Layer forbidding) {
    return under(allow, deny, forbidding, CommandConfinement.NONE);
  }

  private PolicyEngine under(
      List<String> allow, List<String> deny, Layer forbidding, CommandConfinement confinement) {
    PermissionSettings none = PermissionSettings.NONE;
    PermissionSettings settings =
        new PermissionSettings(
            rules(allow, Layer.PROJECT),
            none.ask(),
            rules(deny, forbidding),
            none.additionalDirectories(),
            none.defaultMode(),
            Optional.empty(),
            Optional.empty());
    WorkingFolders folders =
        new WorkingFolders(
            world.project(),
            List.of(),
            List.of(),
            world.home(),
            world.home().resolve(".claude"),
            false);
    Policy.Reading reading = Policy.read(settings, folders, facts);
    if (!(reading instanceof Policy.Reading.Usable usable)) {
      throw new IllegalStateException("rules that mean nothing: " + reading);
    }
    Knowledge knowledge = new Knowledge(analysis, programs, LooseWords::mayRun);
    return new PolicyEngine(usable.policy(), facts, knowledge, Destination.SESSION, confinement);
  }

  /** What an engine makes of a text that is run in the project. */
  Verdict decide(PolicyEngine engine, String text, PermissionMode mode) {
    return decided(engine, text, mode).verdict();
  }

  /** The same with its reason. */
  Decided decided(PolicyEngine engine, String text, PermissionMode mode) {
    return engine
        .decide(
            new ToolCall("1", "Bash", Json.Obj.EMPTY),
            List.of(new Effect.RunShell(text, world.project())),
            mode,
            null)
        .decided();
  }

  /** What an engine makes of fetching an address. */
  Verdict fetch(PolicyEngine engine, String url) {
    Json.Obj input = Json.Obj.builder().put("url", url).build();
    return engine
        .decide(
            new ToolCall("1", "WebFetch", input),
            List.of(new Effect.Unseen("it fetches " + url)),
            PermissionMode.DEFAULT,
            null)
        .decided()
        .verdict();
  }

  private List<RuleText> rules(List<String> texts, Layer layer) {
    List<RuleText> rules = new ArrayList<>();
    for (String text : texts) {
      Origin origin = new Origin(layer, ".claude/settings.json", 1 + rules.size());
      rules.add(new RuleText(text, origin, world.project()));
    }
    return rules;
  }

  /** The files of repositories. */
  private static final class Disk implements FileText {

    @Override
    public Content read(Path file) {
      try {
        if (Files.isDirectory(file) || !Files.exists(file)) {
          return Content.MISSING;
        }
        return Files.isRegularFile(file)
            ? Content.of(Files.readString(file, StandardCharsets.ISO_8859_1))
            : Content.UNREADABLE;
      } catch (IOException unreadable) {
        return Content.UNREADABLE;
      }
    }

    @Override
    public @Nullable Path realFolder(Path folder) {
      try {
        return Files.isDirectory(folder) ? folder.toRealPath() : null;
      } catch (IOException unknown) {
        return null;
      }
    }
  }
}
