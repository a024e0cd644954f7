package dev.muster.permission;

import dev.muster.model.ToolCall;
import dev.muster.protocol.Answer;
import dev.muster.protocol.Confinement;
import dev.muster.protocol.Decided;
import dev.muster.protocol.Effect;
import dev.muster.protocol.PathFacts;
import dev.muster.protocol.PathIdentity;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.PermissionUpdate;
import dev.muster.protocol.PermissionUpdate.Destination;
import dev.muster.protocol.Question;
import dev.muster.protocol.Verdict;
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

  private final PathFacts facts;
  private final Knowledge knowledge;
  private final Destination keep;
  private final CommandConfinement confinement;
  private volatile Standing standing;

  /** Decides under a policy, with the facts and the knowledge given; confines nothing. */
  public PolicyEngine(Policy policy, PathFacts facts, Knowledge knowledge) {
    this(policy, facts, knowledge, Destination.SESSION, CommandConfinement.NONE);
  }

  /**
   * Decides under a policy, with the facts and the knowledge given.
   *
   * @param keep where rules that are proposed along with a question are to be kept
   * @param confinement chooses how commands are confined
   */
  public PolicyEngine(
      Policy policy,
      PathFacts facts,
      Knowledge knowledge,
      Destination keep,
      CommandConfinement confinement) {
    this.confinement = confinement;
    this.facts = facts;
    this.knowledge = knowledge;
    this.keep = keep;
    this.standing = Standing.of(policy, facts);
  }

  private PolicyEngine(PolicyEngine same, PathFacts facts, Knowledge knowledge) {
    this.confinement = same.confinement;
    this.facts = facts;
    this.knowledge = knowledge;
    this.keep = same.keep;
    this.standing = same.standing;
  }

  /**
   * The same engine with one look at the disk, for calls that were all made before any of them was
   * answered: nobody who acts on an answer can have changed what the next one is made of. For use
   * by one thread.
   */
  public PolicyEngine ofOneMoment() {
    return new PolicyEngine(this, new Identities(facts), knowledge.ofOneMoment());
  }

  @Override
  public Decision decide(
      ToolCall call, List<Effect> effects, PermissionMode mode, Answer.@Nullable Approve answer) {
    Finding finding = judge(call, effects, mode, standing);
    Decided decided = decided(finding, mode, answer != null);
    return switch (decided.verdict()) {
      case ALLOW -> permit(call, decided, finding, confinement.of(effects, mode));
      case ASK -> new Decision.Question(decided);
      case DENY -> new Decision.Denied(decided);
    };
  }

  /** Why {@link #decide} decides about a call as it does before anybody was asked. */
  public Explanation explain(ToolCall call, List<Effect> effects, PermissionMode mode) {
    return explain(call, effects, mode, standing);
  }

  private Explanation explain(
      ToolCall call, List<Effect> effects, PermissionMode mode, Standing under) {
    Finding finding = judge(call, effects, mode, under);
    return new Explanation(mode, decided(finding, mode, false), finding);
  }

  @Override
  public Question question(ToolCall call, List<Effect> effects, PermissionMode mode) {
    Standing now = standing;
    Explanation why = explain(call, effects, mode, now);
    Suggestions.Trial trial =
        (grants, under) -> {
          Standing then = now;
          List<String> refused = new ArrayList<>();
          for (PermissionUpdate grant : grants) {
            then = then.after(grant, facts, refused);
          }
          return explain(call, effects, under, then);
        };
    List<PermissionUpdate> suggestions = new Suggestions(now, keep, trial).of(why);
    return new Question(
        why.decided(),
        Causes.of(why.finding(), now.places()),
        Descriptions.of(why.finding(), suggestions),
        suggestions);
  }

  @Override
  public synchronized List<String> take(List<PermissionUpdate> updates) {
    List<String> refused = new ArrayList<>();
    Standing then = standing;
    for (PermissionUpdate update : updates) {
      then = then.after(update, facts, refused);
    }
    standing = then;
    return refused;
  }

  private Finding judge(ToolCall call, List<Effect> effects, PermissionMode mode, Standing under) {
    Finding tool = CallRules.judge(call, under.policy()).about(new Subject.ToolInput(call));
    List<Finding> parts = new ArrayList<>();
    parts.add(tool);
    Finding whole = tool;
    if (tool.kind() != Finding.Kind.DENY) {
      FileJudge files = new FileJudge(under.policy(), under.places(), oneView(), mode);
      for (Effect effect : effects) {
        parts.add(effect(effect, mode, under.policy(), files));
      }
      whole = withEffects(tool, parts.subList(1, parts.size()));
    }
    return whole.about(new Subject.Call(call), parts);
  }

  private Identities oneView() {
    return facts instanceof Identities view ? view : new Identities(facts);
  }

  @Override
  public boolean hides(String toolName) {
    return CallRules.hides(toolName, standing.policy());
  }

  /**
   * Whether no rule forbids reading that canonical path, or asks about it; for searches, which read
   * many and ask about none.
   */
  public boolean mayShow(Path canonical, boolean folder) {
    Standing now = standing;
    return new FileJudge(now.policy(), now.places(), facts, PermissionMode.DEFAULT)
        .shows(canonical, folder);
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
  private Finding effect(Effect effect, PermissionMode mode, Policy policy, FileJudge files) {
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
