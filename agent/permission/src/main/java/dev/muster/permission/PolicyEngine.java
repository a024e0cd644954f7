package dev.muster.permission;

import dev.muster.json.Json;
import dev.muster.model.ToolCall;
import dev.muster.permission.rule.Rule;
import dev.muster.permission.rule.Wildcard;
import dev.muster.protocol.Answer;
import dev.muster.protocol.Confinement;
import dev.muster.protocol.Decided;
import dev.muster.protocol.Effect;
import dev.muster.protocol.PathFacts;
import dev.muster.protocol.PathIdentity;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.Verdict;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides under a {@link Policy}: deny, then ask, then allow, then what the mode makes of the rest.
 *
 * <p>The strictest finding about any effect of a call is the finding about the call. A deny stands
 * whatever the mode or the answer; an answer lifts a question only.
 */
public final class PolicyEngine implements PermissionEngine {

  private final Policy policy;
  private final Places places;
  private final PathFacts facts;
  private final Knowledge knowledge;
  private final CommandConfinement confinement;

  /** Decides under a policy, with the facts and the knowledge given; confines nothing. */
  public PolicyEngine(Policy policy, PathFacts facts, Knowledge knowledge) {
    this(policy, facts, knowledge, CommandConfinement.NONE);
  }

  /** The same, with somebody who chooses how commands are confined. */
  public PolicyEngine(
      Policy policy, PathFacts facts, Knowledge knowledge, CommandConfinement confinement) {
    this.confinement = confinement;
    this.policy = policy;
    this.places = new Places(policy.folders(), facts);
    this.facts = facts;
    this.knowledge = knowledge;
  }

  @Override
  public Decision decide(
      ToolCall call, List<Effect> effects, PermissionMode mode, Answer.@Nullable Approve answer) {
    Finding finding = judge(call, effects, mode);
    Decided decided = decided(finding, mode, answer != null);
    return switch (decided.verdict()) {
      case ALLOW -> permit(call, decided, finding, confinement.of(effects, mode));
      case ASK -> new Decision.Question(decided);
      case DENY -> new Decision.Denied(decided);
    };
  }

  /** Why {@link #decide} decides about a call as it does before anybody was asked. */
  public Explanation explain(ToolCall call, List<Effect> effects, PermissionMode mode) {
    Finding finding = judge(call, effects, mode);
    return new Explanation(mode, decided(finding, mode, false), finding);
  }

  private Finding judge(ToolCall call, List<Effect> effects, PermissionMode mode) {
    Finding tool = ruledByTool(call).about(new Subject.ToolInput(call));
    List<Finding> parts = new ArrayList<>();
    parts.add(tool);
    Finding whole = tool;
    if (tool.kind() != Finding.Kind.DENY) {
      FileJudge files = new FileJudge(policy, places, new Identities(facts), mode);
      for (Effect effect : effects) {
        parts.add(effect(effect, mode, files));
      }
      whole = withEffects(tool, parts.subList(1, parts.size()));
    }
    return whole.about(new Subject.Call(call), parts);
  }

  @Override
  public boolean hides(String toolName) {
    String name = canonical(toolName);
    for (Rule rule : policy.deny().calls()) {
      if (rule instanceof Rule.WholeTool whole && whole.name().matches(name)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether no rule forbids reading that canonical path, or asks about it; for searches, which read
   * many and ask about none.
   */
  public boolean mayShow(Path canonical, boolean folder) {
    return new FileJudge(policy, places, facts, PermissionMode.DEFAULT).shows(canonical, folder);
  }

  private Finding ruledByTool(ToolCall call) {
    for (Rule rule : policy.deny().calls()) {
      if (names(rule, call, true)) {
        return Finding.by(Finding.Kind.DENY, "a rule forbids " + call.name(), rule);
      }
    }
    for (Rule rule : policy.ask().calls()) {
      if (names(rule, call, true)) {
        return Finding.by(Finding.Kind.ASK, "a rule asks about " + call.name(), rule);
      }
    }
    for (Rule rule : policy.allow().calls()) {
      if (names(rule, call, false)) {
        return Finding.by(Finding.Kind.ALLOW, "a rule allows " + call.name(), rule);
      }
    }
    return Finding.of(Finding.Kind.OPEN, "no rule allows " + call.name());
  }

  /** The tool's name in rules; the tool for sub-agents has two names. */
  private static String canonical(String toolName) {
    return toolName.equals("Task") ? "Agent" : toolName;
  }

  /**
   * Whether a rule is about this call as a whole.
   *
   * @param doubt what to say where that cannot be told
   */
  private static boolean names(Rule rule, ToolCall call, boolean doubt) {
    String tool = canonical(call.name());
    if (rule instanceof Rule.WholeTool whole) {
      return whole.name().matches(tool);
    }
    if (rule instanceof Rule.Parameter parameter) {
      return parameter.tool().equals(tool)
          && takes(parameter.value(), call.input().get(parameter.name()));
    }
    if (rule instanceof Rule.Domain domain) {
      String host = tool.equals("WebFetch") ? host(call.input()) : null;
      return host == null ? tool.equals("WebFetch") && doubt : domain.pattern().matches(host);
    }
    return false;
  }

  private static boolean takes(Wildcard pattern, @Nullable Json value) {
    return (value instanceof Json.Str(String text) && pattern.matches(text))
        || (value instanceof Json.Num(String literal) && pattern.matches(literal))
        || (value instanceof Json.Bool(boolean bool) && pattern.matches(Boolean.toString(bool)));
  }

  private static @Nullable String host(Json.Obj input) {
    try {
      return input.get("url") instanceof Json.Str(String url) ? URI.create(url).getHost() : null;
    } catch (IllegalArgumentException notAnAddress) {
      return null;
    }
  }

  /**
   * The call's finding with its effects. A rule that allows the whole tool settles what its effects
   * leave open, but nothing that is denied, asked about or guarded.
   */
  private static Finding withEffects(Finding byTool, List<Finding> effects) {
    if (effects.isEmpty()) {
      return byTool.kind() == Finding.Kind.OPEN
          ? Finding.of(Finding.Kind.ALLOW, "it touches nothing outside the agent")
          : byTool;
    }
    Finding all = effects.getFirst();
    for (Finding effect : effects.subList(1, effects.size())) {
      all = all.and(effect);
    }
    return switch (byTool.kind()) {
      case ALLOW -> all.isAtLeast(Finding.Kind.GUARDED) ? all : byTool;
      case OPEN -> all;
      case GUARDED, ASK, DENY -> byTool.and(all);
    };
  }

  /** A chain, since the first switch over types costs a start milliseconds. */
  private Finding effect(Effect effect, PermissionMode mode, FileJudge files) {
    if (effect instanceof Effect.ReadFile(Path path)) {
      return file(files.read(path), Subject.Access.READ, path);
    }
    if (effect instanceof Effect.SearchTree(Path root)) {
      return file(files.read(root), Subject.Access.READ_TREE, root);
    }
    if (effect instanceof Effect.WriteFile(Path path)) {
      return file(files.write(path), Subject.Access.WRITE, path);
    }
    if (effect instanceof Effect.Unseen(String what)) {
      return mode == PermissionMode.PLAN
          ? Finding.of(Finding.Kind.DENY, "nothing is changed in plan mode: " + what)
          : Finding.of(Finding.Kind.OPEN, what);
    }
    // whoever adds an effect has no call decided before it is decided here
    Effect.RunShell run = (Effect.RunShell) effect;
    Finding found = new ShellJudge(policy, files, knowledge, run.folder(), mode).judge(run.text());
    return confined(found, run, mode);
  }

  /** Nothing is open any more about a command that will run confined where that is enough. */
  private Finding confined(Finding finding, Effect.RunShell run, PermissionMode mode) {
    if (finding.kind() != Finding.Kind.OPEN || !confinement.settles(run, mode)) {
      return finding;
    }
    return new Finding(
        Finding.Kind.ALLOW,
        finding.subject(),
        "it runs in the sandbox",
        finding.rules(),
        finding.parts());
  }

  private static Finding file(FileJudge.Judged judged, Subject.Access access, Path path) {
    PathIdentity identity = judged.identity();
    Finding finding = judged.finding();
    // without an identity nothing could be opened, whoever approves
    Finding.Kind kind = identity == null ? Finding.Kind.DENY : finding.kind();
    Subject.Place place = new Subject.Place(access, path.toString(), identity);
    return new Finding(kind, place, finding.reason(), finding.rules(), List.of());
  }

  /** What a finding comes to in a mode, before or after somebody approved. */
  private static Decided decided(Finding finding, PermissionMode mode, boolean approved) {
    return switch (finding.kind()) {
      case DENY -> finding.decided(Verdict.DENY);
      case ALLOW -> finding.decided(Verdict.ALLOW);
      case OPEN, GUARDED, ASK -> {
        if (mode == PermissionMode.DONT_ASK) {
          Decided told = finding.decided(Verdict.DENY);
          yield new Decided(
              Verdict.DENY, told.reason() + ", and this mode asks nobody", told.rules());
        }
        boolean bypassed =
            mode == PermissionMode.BYPASS_PERMISSIONS && finding.kind() != Finding.Kind.ASK;
        yield finding.decided(approved || bypassed ? Verdict.ALLOW : Verdict.ASK);
      }
    };
  }

  /** The one place where a permit is made. */
  private static Decision permit(
      ToolCall call, Decided decided, Finding finding, Confinement confinement) {
    List<PathIdentity> paths = new ArrayList<>();
    for (Finding part : finding.parts()) {
      if (part.subject() instanceof Subject.Place place && place.identity() != null) {
        paths.add(place.identity());
      }
    }
    Permit permit = new Permit(call, confinement, paths);
    return new Decision.Permitted(permit, decided, Changes.none(finding));
  }
}
