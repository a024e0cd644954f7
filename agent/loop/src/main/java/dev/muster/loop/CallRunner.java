package dev.muster.loop;

import dev.muster.json.Json;
import dev.muster.model.ModelAnswer;
import dev.muster.model.ToolCall;
import dev.muster.permission.Decision;
import dev.muster.permission.PermissionEngine;
import dev.muster.permission.PermittedCall;
import dev.muster.protocol.Answer;
import dev.muster.protocol.Asker;
import dev.muster.protocol.Decided;
import dev.muster.protocol.Effect;
import dev.muster.protocol.Event;
import dev.muster.protocol.EventSink;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.ToolOutcome;
import dev.muster.tool.Plan;
import dev.muster.tool.Tool;
import dev.muster.tool.ToolContext;
import dev.muster.tool.ToolRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes one call of the model from its name to its outcome: plan, decide, ask, run.
 *
 * <p>The only caller of {@link Tool#run}. Safe for use by several threads.
 */
final class CallRunner {

  private final ToolRegistry tools;
  private final PermissionEngine engine;
  private final Asker asker;
  private final EventSink events;
  private final Supplier<PermissionMode> mode;
  private final Supplier<Path> folder;
  private final String sessionId;

  CallRunner(LoopParts parts, Supplier<PermissionMode> mode) {
    this.tools = parts.tools();
    this.engine = parts.engine();
    this.asker = parts.asker();
    this.events = parts.events();
    this.mode = mode;
    this.folder = parts.folder();
    this.sessionId = parts.sessionId();
  }

  /**
   * What became of a call.
   *
   * @param effects of a call that ran; none for one that did not
   * @param denied whether policy, or whoever was asked, refused it
   * @param endsTurn whether whoever refused it wants the turn to end
   */
  record Finished(
      ToolCall call, ToolOutcome outcome, List<Effect> effects, boolean denied, boolean endsTurn) {
    Finished {
      effects = List.copyOf(effects);
    }

    static Finished failed(ToolCall call, String message) {
      return new Finished(call, ToolOutcome.error(message), List.of(), false, false);
    }

    static Finished refused(ToolCall call, String message, boolean endsTurn) {
      return new Finished(call, ToolOutcome.error(message), List.of(), true, endsTurn);
    }
  }

  /** Whether the call may run beside other read-only ones. */
  boolean isReadOnly(ToolCall call) {
    return tools
        .find(call.name())
        .map(tool -> tool.plan(call.input(), folder.get()))
        .filter(plan -> plan instanceof Plan.Ready ready && ready.readOnly())
        .isPresent();
  }

  /** Takes a call to its outcome. */
  Finished handle(ToolCall call) throws InterruptedException {
    Tool tool = tools.find(call.name()).orElse(null);
    if (tool == null) {
      return Finished.failed(
          call,
          "There is no tool named `"
              + call.name()
              + "` in this session. Available: "
              + String.join(", ", tools.names()));
    }
    if (call.input().get(ModelAnswer.UNPARSED_INPUT) instanceof Json.Str(String text)) {
      return Finished.failed(
          call, "The input was not valid JSON, so nothing ran. It began: " + head(text));
    }
    Path here = folder.get();
    return switch (tool.plan(call.input(), here)) {
      case Plan.Invalid(String message) ->
          Finished.failed(call, "Invalid input for " + call.name() + ": " + message);
      case Plan.Ready ready -> decide(tool, call, ready, here);
    };
  }

  private Finished decide(Tool tool, ToolCall call, Plan.Ready plan, Path here)
      throws InterruptedException {
    Decision decision = engine.decide(call, plan.effects(), mode.get(), null);
    events.emit(new Event.CallDecided(call, decision.decided()));
    return switch (decision) {
      case Decision.Permitted permitted -> run(tool, permitted.call(), plan, here);
      case Decision.Denied denied -> Finished.refused(call, denial(denied.decided()), false);
      case Decision.Question question -> ask(tool, call, plan, here, question.decided());
    };
  }

  private Finished ask(Tool tool, ToolCall call, Plan.Ready plan, Path here, Decided why)
      throws InterruptedException {
    return switch (asker.ask(call, why)) {
      case Answer.Nobody nobody ->
          Finished.refused(
              call,
              "This needs a person's approval, and there is nobody to ask: " + why.reason(),
              false);
      case Answer.Refuse(String message, boolean interrupt) ->
          Finished.refused(call, message, interrupt);
      case Answer.Approve approve when approve.changedInput() == null ->
          approved(tool, call, plan, here);
      case Answer.Approve approve -> changed(tool, call, approve.changedInput(), here);
    };
  }

  /** A changed input is a new call: planned and decided from the start. */
  private Finished changed(Tool tool, ToolCall asked, Json.@Nullable Obj input, Path here)
      throws InterruptedException {
    ToolCall call = new ToolCall(asked.id(), asked.name(), input == null ? asked.input() : input);
    return switch (tool.plan(call.input(), here)) {
      case Plan.Invalid(String message) ->
          Finished.failed(call, "Invalid input for " + call.name() + ": " + message);
      case Plan.Ready plan -> approved(tool, call, plan, here);
    };
  }

  private Finished approved(Tool tool, ToolCall call, Plan.Ready plan, Path here)
      throws InterruptedException {
    Decision decision = engine.decide(call, plan.effects(), mode.get(), new Answer.Approve(null));
    events.emit(new Event.CallDecided(call, decision.decided()));
    return switch (decision) {
      case Decision.Permitted permitted -> run(tool, permitted.call(), plan, here);
      case Decision.Denied denied -> Finished.refused(call, denial(denied.decided()), false);
      case Decision.Question question -> Finished.refused(call, denial(question.decided()), false);
    };
  }

  private Finished run(Tool tool, PermittedCall permitted, Plan.Ready plan, Path here)
      throws InterruptedException {
    ToolContext context = new ToolContext(sessionId, here, events);
    ToolOutcome outcome;
    try {
      outcome = tool.run(permitted, context);
    } catch (RuntimeException fault) {
      outcome =
          ToolOutcome.error(
              "The tool failed from a fault of its own ("
                  + fault.getClass().getSimpleName()
                  + ": "
                  + fault.getMessage()
                  + "). It may have run in part.");
    }
    return new Finished(permitted.call(), outcome, plan.effects(), false, false);
  }

  private static String denial(Decided decided) {
    StringBuilder text = new StringBuilder("Refused by policy: ").append(decided.reason());
    if (!decided.rules().isEmpty()) {
      Decided.MatchedRule rule = decided.rules().getFirst();
      text.append(" (rule ").append(rule.text()).append(" of ").append(rule.origin().place());
      text.append(')');
    }
    return text.toString();
  }

  private static String head(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }
}
