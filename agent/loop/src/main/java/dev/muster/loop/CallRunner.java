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
import dev.muster.protocol.PermissionUpdate;
import dev.muster.protocol.ToolOutcome;
import dev.muster.tool.AnswerTool;
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
 * <p>The only caller of {@link Tool#run}. Whatever a tool, the engine or whoever is asked throws
 * becomes an outcome, so that no call stays without an answer. Safe for use by several threads.
 */
final class CallRunner {

  private static final int SHOWN_MOST = 200;

  private final ToolRegistry tools;
  private final PermissionEngine engine;
  private final Asker asker;
  private final EventSink events;
  private final TurnStand stand;
  private final Supplier<Path> folder;
  private final String sessionId;

  CallRunner(LoopParts parts, TurnStand stand) {
    this.tools = parts.tools();
    this.engine = parts.engine();
    this.asker = parts.asker();
    this.events = parts.events();
    this.stand = stand;
    this.folder = parts.folder();
    this.sessionId = parts.sessionId();
  }

  /** What the end of a call means for the turn. */
  enum Then {
    GO_ON,
    /** Somebody wants the turn to end. */
    STOP,
    /** The structured answer is in. */
    ANSWERED
  }

  /**
   * What became of a call.
   *
   * @param effects of a call that ran; none for one that did not
   * @param denied whether policy, or whoever was asked, refused it
   */
  record Finished(
      ToolCall call, ToolOutcome outcome, List<Effect> effects, boolean denied, Then then) {
    Finished {
      effects = List.copyOf(effects);
    }

    static Finished failed(ToolCall call, String message) {
      return new Finished(call, ToolOutcome.error(message), List.of(), false, Then.GO_ON);
    }

    static Finished stopped(ToolCall call, String message) {
      return new Finished(call, ToolOutcome.error(message), List.of(), false, Then.STOP);
    }

    static Finished refused(ToolCall call, String message, Then then) {
      return new Finished(call, ToolOutcome.error(message), List.of(), true, then);
    }
  }

  /** A call that can be decided: it is known what it would do. */
  private record Ready(ToolCall call, Tool tool, Plan.Ready plan, Path folder) {}

  /** A call that was planned and decided, and has not done anything yet. */
  sealed interface Step {

    /** The call. */
    ToolCall call();

    /** Whether it may run beside its neighbours. */
    boolean besideOthers();

    /**
     * It may run.
     *
     * @param reads whether it is known to change nothing outside the agent
     */
    record Permitted(Ready ready, PermittedCall permit, Decided decided, long place, boolean reads)
        implements Step {
      @Override
      public ToolCall call() {
        return ready.call();
      }

      @Override
      public boolean besideOthers() {
        return reads && ready.plan().besideOthers();
      }
    }

    /** Somebody must be asked, who sees what those before it came to. */
    record Asking(Ready ready, Decided why, PermissionMode mode) implements Step {
      @Override
      public ToolCall call() {
        return ready.call();
      }

      @Override
      public boolean besideOthers() {
        return false;
      }
    }

    /** It came to its end, because it is forbidden or not even a call. */
    record Over(Finished finished, @Nullable Decided decided) implements Step {
      @Override
      public ToolCall call() {
        return finished.call();
      }

      @Override
      public boolean besideOthers() {
        return true;
      }
    }
  }

  /**
   * Finds out what a call would do, and decides about it. Nothing is told or run, so that what
   * comes of it may be thrown away and found out again.
   */
  Step decide(ToolCall call) {
    Tool tool = tools.find(call.name()).orElse(null);
    if (tool == null) {
      return over(
          call,
          "There is no tool named `"
              + head(call.name())
              + "` in this session. Available: "
              + String.join(", ", tools.names()));
    }
    if (call.input().get(ModelAnswer.UNPARSED_INPUT) instanceof Json.Str(String text)) {
      return over(
          call,
          "The input was not valid JSON, so nothing ran: it is cut off, is no object or names a member twice. It began: "
              + head(text));
    }
    return decide(call, tool, folder.get(), null);
  }

  private Step decide(ToolCall call, Tool tool, Path here, Answer.@Nullable Approve answer) {
    try {
      return switch (tool.plan(call.input(), here)) {
        case Plan.Invalid(String message) ->
            over(call, "Invalid input for " + call.name() + ": " + message);
        case Plan.Ready ready -> decide(new Ready(call, tool, ready, here), answer);
      };
    } catch (RuntimeException | StackOverflowError fault) {
      return over(call, "The input could not be read, so nothing ran: " + told(fault));
    }
  }

  private Step decide(Ready ready, Answer.@Nullable Approve answer) {
    try {
      long place = stand.nextPlace();
      PermissionMode mode = stand.mode();
      return switch (engine.decide(ready.call(), ready.plan().effects(), mode, answer)) {
        case Decision.Permitted(PermittedCall permit, Decided decided, boolean onlyReads) ->
            new Step.Permitted(
                ready, permit, decided, place, onlyReads || ready.plan().effects().isEmpty());
        case Decision.Denied(Decided decided) -> new Step.Over(refused(ready, decided), decided);
        case Decision.Question(Decided decided) ->
            answer == null
                ? new Step.Asking(ready, decided, mode)
                : new Step.Over(refused(ready, decided), decided);
      };
    } catch (RuntimeException | Error fault) {
      return over(
          ready.call(),
          "The call could not be decided, so nothing ran; a fault of the agent: " + told(fault));
    }
  }

  private static Step over(ToolCall call, String message) {
    return new Step.Over(Finished.failed(call, message), null);
  }

  /** Takes a call to its outcome. */
  Finished finish(Step step) throws InterruptedException {
    return switch (step) {
      case Step.Over(Finished finished, Decided decided) -> {
        tell(finished.call(), decided);
        yield finished;
      }
      case Step.Permitted permitted -> {
        tell(permitted.call(), permitted.decided());
        yield run(permitted);
      }
      case Step.Asking(Ready ready, Decided why, PermissionMode mode) -> {
        tell(ready.call(), why);
        yield ask(ready, why, mode);
      }
    };
  }

  private void tell(ToolCall call, @Nullable Decided decided) {
    if (decided != null) {
      events.emit(new Event.CallDecided(call, decided));
    }
  }

  private Finished ask(Ready asked, Decided why, PermissionMode mode) throws InterruptedException {
    Answer answer;
    try {
      answer = asker.ask(asked.call(), engine.question(asked.call(), asked.plan().effects(), mode));
    } catch (RuntimeException | Error fault) {
      return Finished.failed(
          asked.call(),
          "Nobody could be asked, so nothing ran; a fault of the agent: " + told(fault));
    }
    return switch (answer) {
      case Answer.Nobody nobody ->
          Finished.refused(
              asked.call(),
              "This needs a person's approval, and there is nobody to ask: " + why.reason(),
              Then.GO_ON);
      case Answer.Refuse(String message, boolean interrupt) ->
          Finished.refused(asked.call(), message, interrupt ? Then.STOP : Then.GO_ON);
      case Answer.Approve approved -> {
        grant(approved.grants());
        yield finish(approved(asked, approved.changedInput()));
      }
    };
  }

  private void grant(List<PermissionUpdate> grants) {
    if (!grants.isEmpty()) {
      for (String refused : stand.grants().take(grants)) {
        events.emit(new Event.Warned("Not granted: " + refused));
      }
    }
  }

  /** A changed input is a new call: planned and decided from the start. */
  private Step approved(Ready asked, Json.@Nullable Obj input) {
    Answer.Approve plain = new Answer.Approve(null);
    return input == null
        ? decide(asked, plain)
        : decide(
            new ToolCall(asked.call().id(), asked.call().name(), input),
            asked.tool(),
            asked.folder(),
            plain);
  }

  private Finished run(Step.Permitted step) throws InterruptedException {
    Tool tool = step.ready().tool();
    ToolOutcome outcome;
    try {
      outcome =
          tool.run(
              step.permit(),
              new ToolContext(sessionId, step.ready().folder(), events, step.place()));
    } catch (RuntimeException | Error fault) {
      outcome =
          ToolOutcome.error(
              "The tool failed from a fault of its own ("
                  + told(fault)
                  + "). It may have run in part.");
    }
    boolean answered = tool instanceof AnswerTool && !outcome.isError();
    return new Finished(
        step.permit().call(),
        outcome,
        step.ready().plan().effects(),
        false,
        answered ? Then.ANSWERED : Then.GO_ON);
  }

  private static Finished refused(Ready ready, Decided decided) {
    StringBuilder text = new StringBuilder("Refused by policy: ").append(decided.reason());
    if (!decided.rules().isEmpty()) {
      Decided.MatchedRule rule = decided.rules().getFirst();
      text.append(" (rule ").append(rule.text()).append(" of ").append(rule.origin().place());
      text.append(')');
    }
    return Finished.refused(ready.call(), text.toString(), Then.GO_ON);
  }

  private static String told(Throwable fault) {
    String message = fault.getMessage();
    String name = fault.getClass().getSimpleName();
    return message == null ? name : name + ": " + message;
  }

  private static String head(String text) {
    return text.length() <= SHOWN_MOST ? text : text.substring(0, SHOWN_MOST) + "…";
  }
}
