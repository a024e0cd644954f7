package dev.muster.permission;

import dev.muster.json.Json;
import dev.muster.json.JsonWriter;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    return conclude(call, finding, mode, answer, paths);
  }

  @Override
  public boolean hides(String toolName) {
    for (Rule rule : policy.deny()) {
      if (rule instanceof Rule.WholeTool whole && whole.name().matches(toolName)) {
        return true;
      }
    }
    return false;
  }

  /** Whether no rule forbids reading that canonical path; for searches, which read many. */
  public boolean mayShow(Path canonical, boolean folder) {
    return !ProtectedPaths.isProcessSecret(canonical) && !files.deniesRead(canonical, folder);
  }

  private Finding ruledByTool(ToolCall call) {
    for (Rule rule : policy.deny()) {
      if (names(rule, call)) {
        return Finding.by(Finding.Kind.DENY, "a rule forbids " + call.name(), rule);
      }
    }
    for (Rule rule : policy.ask()) {
      if (names(rule, call)) {
        return Finding.by(Finding.Kind.ASK, "a rule asks about " + call.name(), rule);
      }
    }
    for (Rule rule : policy.allow()) {
      if (names(rule, call)) {
        return Finding.by(Finding.Kind.ALLOW, "a rule allows " + call.name(), rule);
      }
    }
    return Finding.of(Finding.Kind.OPEN, call.name() + " is not allowed by any rule");
  }

  /** Whether a rule is about this call as a whole. */
  private static boolean names(Rule rule, ToolCall call) {
    return switch (rule) {
      case Rule.WholeTool whole -> whole.name().matches(call.name());
      case Rule.Parameter parameter ->
          parameter.tool().equals(call.name())
              && takes(parameter.value(), scalar(call.input().get(parameter.name())));
      case Rule.Domain domain ->
          call.name().equals("WebFetch")
              && call.input()
                  .string("url")
                  .map(PolicyEngine::host)
                  .filter(domain.pattern()::matches)
                  .isPresent();
      case Rule.Command command -> false;
      case Rule.Files files -> false;
    };
  }

  private static boolean takes(Wildcard pattern, @Nullable String value) {
    return value != null && pattern.matches(value);
  }

  private static @Nullable String host(String url) {
    try {
      return URI.create(url).getHost();
    } catch (IllegalArgumentException notAnAddress) {
      return null;
    }
  }

  private static @Nullable String scalar(@Nullable Json value) {
    return switch (value) {
      case null -> null;
      case Json.Str(String text) -> text;
      case Json.Num(String literal) -> literal;
      case Json.Bool(boolean bool) -> Boolean.toString(bool);
      case Json.Null none -> null;
      case Json.Arr array -> null;
      case Json.Obj object -> null;
    };
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
      case ALLOW -> all.kind().compareTo(Finding.Kind.OPEN) <= 0 ? byTool : all;
      case OPEN -> all;
      case GUARDED, ASK, DENY -> byTool.and(all);
    };
  }

  private Finding effect(Effect effect, PermissionMode mode, List<PathIdentity> paths) {
    return switch (effect) {
      case Effect.ReadFile(Path path) -> keep(files.read(path), paths);
      case Effect.SearchTree(Path root) -> keep(files.read(root), paths);
      case Effect.WriteFile(Path path) -> keep(files.write(path, mode), paths);
      case Effect.RunShell(String text, Path folder) -> shell.judge(text, folder, mode);
    };
  }

  private static Finding keep(FileJudge.Judged judged, List<PathIdentity> paths) {
    PathIdentity identity = judged.identity();
    if (identity == null) {
      // without an identity nothing could be opened, whoever approves
      return Finding.of(Finding.Kind.DENY, judged.finding().reason());
    }
    paths.add(identity);
    return judged.finding();
  }

  private static Decision conclude(
      ToolCall call,
      Finding finding,
      PermissionMode mode,
      Answer.@Nullable Approve answer,
      List<PathIdentity> paths) {
    return switch (finding.kind()) {
      case DENY -> new Decision.Denied(finding.decided(Verdict.DENY));
      case ALLOW -> permit(call, finding, paths);
      case OPEN, GUARDED, ASK -> {
        if (answer != null) {
          yield permit(call, finding, paths);
        }
        if (mode == PermissionMode.DONT_ASK) {
          yield new Decision.Denied(
              new Finding(
                      Finding.Kind.DENY,
                      finding.reason() + ", and this mode asks nobody",
                      finding.rules())
                  .decided(Verdict.DENY));
        }
        boolean bypassed =
            mode == PermissionMode.BYPASS_PERMISSIONS && finding.kind() != Finding.Kind.ASK;
        yield bypassed
            ? permit(call, finding, paths)
            : new Decision.Question(finding.decided(Verdict.ASK));
      }
    };
  }

  /** The one place where a permit is made. */
  private static Decision permit(ToolCall call, Finding finding, List<PathIdentity> paths) {
    Permit permit = new Permit(call, digest(call), new Confinement.Unconfined(), paths);
    return new Decision.Permitted(permit, finding.decided(Verdict.ALLOW));
  }

  private static String digest(ToolCall call) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(call.name().getBytes(StandardCharsets.UTF_8));
      sha256.update((byte) 0);
      return HexFormat.of().formatHex(sha256.digest(JsonWriter.bytes(canonical(call.input()))));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** The same value with the members of every object in order of name. */
  private static Json canonical(Json value) {
    return switch (value) {
      case Json.Obj object -> {
        Map<String, Json> sorted = new TreeMap<>();
        object.members().forEach((name, member) -> sorted.put(name, canonical(member)));
        yield new Json.Obj(sorted);
      }
      case Json.Arr array ->
          new Json.Arr(array.items().stream().map(PolicyEngine::canonical).toList());
      case Json.Str text -> text;
      case Json.Num number -> number;
      case Json.Bool bool -> bool;
      case Json.Null none -> none;
    };
  }
}
