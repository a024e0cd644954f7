package dev.muster.permission;

import dev.muster.json.Json;
import dev.muster.model.ToolCall;
import dev.muster.permission.rule.Rule;
import dev.muster.permission.rule.Wildcard;
import dev.muster.permission.shell.ShellAnalysis;
import dev.muster.protocol.Answer;
import dev.muster.protocol.Confinement;
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
  private final FileJudge files;
  private final ShellJudge shell;

  /** Decides under a policy, with the facts and the knowledge given. */
  public PolicyEngine(
      Policy policy,
      PathFacts facts,
      ShellAnalysis analysis,
      ProgramJudge programs,
      DenyGuard guard) {
    this.policy = policy;
    this.files = new FileJudge(policy, facts);
    this.shell = new ShellJudge(policy, files, analysis, programs, guard);
  }

  @Override
  public Decision decide(
      ToolCall call, List<Effect> effects, PermissionMode mode, Answer.@Nullable Approve answer) {
    List<PathIdentity> paths = new ArrayList<>();
    Finding finding = ruledByTool(call);
    if (finding.kind() != Finding.Kind.DENY) {
      finding = withEffects(finding, effects, mode, paths);
    }
    return conclude(call, finding, mode, answer, paths, onlyRead(effects));
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
    return files.shows(canonical, folder);
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
  private Finding withEffects(
      Finding byTool, List<Effect> effects, PermissionMode mode, List<PathIdentity> paths) {
    if (effects.isEmpty()) {
      return byTool.kind() == Finding.Kind.OPEN
          ? Finding.of(Finding.Kind.ALLOW, "it touches nothing outside the agent")
          : byTool;
    }
    Finding all = effect(effects.getFirst(), mode, paths);
    for (Effect effect : effects.subList(1, effects.size())) {
      all = all.and(effect(effect, mode, paths));
    }
    return switch (byTool.kind()) {
      case ALLOW -> all.isAtLeast(Finding.Kind.GUARDED) ? all : byTool;
      case OPEN -> all;
      case GUARDED, ASK, DENY -> byTool.and(all);
    };
  }

  /** A chain, since the first switch over types costs a start milliseconds. */
  private Finding effect(Effect effect, PermissionMode mode, List<PathIdentity> paths) {
    if (effect instanceof Effect.ReadFile(Path path)) {
      return keep(files.read(path), paths);
    }
    if (effect instanceof Effect.SearchTree(Path root)) {
      return keep(files.read(root), paths);
    }
    if (effect instanceof Effect.WriteFile(Path path)) {
      return keep(files.write(path, mode), paths);
    }
    // whoever adds an effect has no call decided before it is decided here
    Effect.RunShell run = (Effect.RunShell) effect;
    return shell.judge(run.text(), run.folder(), mode);
  }

  private static boolean onlyRead(List<Effect> effects) {
    for (Effect effect : effects) {
      if (!(effect instanceof Effect.ReadFile) && !(effect instanceof Effect.SearchTree)) {
        return false;
      }
    }
    return true;
  }

  private static Finding keep(FileJudge.Judged judged, List<PathIdentity> paths) {
    PathIdentity identity = judged.identity();
    if (identity == null) {
      // without an identity nothing could be opened, whoever approves
      return new Finding(Finding.Kind.DENY, judged.finding().reason(), judged.finding().rules());
    }
    paths.add(identity);
    return judged.finding();
  }

  private static Decision conclude(
      ToolCall call,
      Finding finding,
      PermissionMode mode,
      Answer.@Nullable Approve answer,
      List<PathIdentity> paths,
      boolean onlyReads) {
    return switch (finding.kind()) {
      case DENY -> new Decision.Denied(finding.decided(Verdict.DENY));
      case ALLOW -> permit(call, finding, paths, onlyReads);
      case OPEN, GUARDED, ASK -> {
        if (mode == PermissionMode.DONT_ASK) {
          String reason = finding.reason() + ", and this mode asks nobody";
          yield new Decision.Denied(
              new Finding(Finding.Kind.DENY, reason, finding.rules()).decided(Verdict.DENY));
        }
        boolean bypassed =
            mode == PermissionMode.BYPASS_PERMISSIONS && finding.kind() != Finding.Kind.ASK;
        yield answer != null || bypassed
            ? permit(call, finding, paths, onlyReads)
            : new Decision.Question(finding.decided(Verdict.ASK));
      }
    };
  }

  /** The one place where a permit is made. */
  private static Decision permit(
      ToolCall call, Finding finding, List<PathIdentity> paths, boolean onlyReads) {
    Permit permit = new Permit(call, new Confinement.Unconfined(), paths);
    return new Decision.Permitted(permit, finding.decided(Verdict.ALLOW), onlyReads);
  }
}
