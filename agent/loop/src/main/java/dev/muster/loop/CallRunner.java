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
import dev.muster.protocol.Question;
import dev.muster.protocol.ToolOutcome;
import dev.muster.tool.AnswerTool;
import dev.muster.tool.Plan;
import dev.muster.tool.Tool;
import dev.muster.tool.ToolContext;
import dev.muster.tool.ToolRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

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

  /** A call of which is known what it would do. */
  sealed interface Prepared {

    /** The call. */
    ToolCall call();

    /** Whether it may run beside other read-only ones. */
    boolean readOnly();

    /** It can be decided. */
    record Ready(ToolCall call, Tool tool, Plan.Ready plan, Path folder) implements Prepared {
      @Override
      public boolean readOnly() {
        return plan.readOnly();
      }
    }

    /** It came to its end already, without having done anything. */
    record Over(Finished finished) implements Prepared {
      @Override
      public ToolCall call() {
        return finished.call();
      }

      @Override
      public boolean readOnly() {
        return true;
      }
    }
  }

  /** Finds out what a call would do. Nothing is decided or run. */
  Prepared prepare(ToolCall call) {
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
      return over(call, "The input was not valid JSON, so nothing ran. It began: " + head(text));
    }
    return prepare(call, tool, folder.get());
  }

  private static Prepared prepare(ToolCall call, Tool tool, Path here) {
    try {
      return switch (tool.plan(call.input(), here)) {
        case Plan.Invalid(String message) ->
            over(call, "Invalid input for " + call.name() + ": " + message);
        case Plan.Ready ready -> new Prepared.Ready(call, tool, ready, here);
      };
    } catch (RuntimeException | StackOverflowError fault) {
      return over(call, "The input could not be read, so nothing ran: " + told(fault));
    }
  }

  private static Prepared over(ToolCall call, String message) {
    return new Prepared.Over(Finished.failed(call, message));
  }

  /** Takes a call to its outcome. */
  Finished finish(Prepared prepared) throws InterruptedException {
    return switch (prepared) {
      case Prepared.Over(Finished finished) -> finished;
      case Prepared.Ready ready -> {
        try {
          yield decide(ready);
        } catch (RuntimeException | Error fault) {
          yield Finished.failed(
              ready.call(),
              "The call could not be decided, so nothing ran; a fault of the agent: "
                  + told(fault));
        }
      }
    };
  }

  private Finished decide(Prepared.Ready ready) throws InterruptedException {
    PermissionMode mode = stand.mode();
    Decision decision = engine.decide(ready.call(), ready.plan().effects(), mode, null);
    events.emit(new Event.CallDecided(ready.call(), decision.decided()));
    return switch (decision) {
      case Decision.Permitted permitted -> run(ready, permitted.call());
      case Decision.Denied denied -> refused(ready, denied.decided());
      case Decision.Question question -> ask(ready, question.decided(), mode);
    };
  }

  private Finished ask(Prepared.Ready ready, Decided why, PermissionMode mode)
      throws InterruptedException {
    Question question = engine.question(ready.call(), ready.plan().effects(), mode);
    return switch (asker.ask(ready.call(), question)) {
      case Answer.Nobody nobody ->
          Finished.refused(
              ready.call(),
              "This needs a person's approval, and there is nobody to ask: " + why.reason(),
              Then.GO_ON);
      case Answer.Refuse(String message, boolean interrupt) ->
          Finished.refused(ready.call(), message, interrupt ? Then.STOP : Then.GO_ON);
      case Answer.Approve approved -> {
        grant(approved.grants());
        Json.Obj input = approved.changedInput();
        yield input == null ? approved(ready) : changed(ready, input);
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
  private Finished changed(Prepared.Ready asked, Json.Obj input) throws InterruptedException {
    ToolCall call = new ToolCall(asked.call().id(), asked.call().name(), input);
    return switch (prepare(call, asked.tool(), asked.folder())) {
      case Prepared.Over(Finished finished) -> finished;
      case Prepared.Ready ready -> approved(ready);
    };
  }

  private Finished approved(Prepared.Ready ready) throws InterruptedException {
    Decision decision =
        engine.decide(
            ready.call(), ready.plan().effects(), stand.mode(), new Answer.Approve(null));
    events.emit(new Event.CallDecided(ready.call(), decision.decided()));
    return switch (decision) {
      case Decision.Permitted permitted -> run(ready, permitted.call());
      case Decision.Denied denied -> refused(ready, denied.decided());
      case Decision.Question question -> refused(ready, question.decided());
    };
  }

  private Finished run(Prepared.Ready ready, PermittedCall permitted) throws InterruptedException {
    Tool tool = ready.tool();
    ToolOutcome outcome;
    try {
      outcome = tool.run(permitted, new ToolContext(sessionId, ready.folder(), events));
    } catch (RuntimeException | Error fault) {
      outcome =
          ToolOutcome.error(
              "The tool failed from a fault of its own ("
                  + told(fault)
                  + "). It may have run in part.");
    }
    boolean answered = tool instanceof AnswerTool && !outcome.isError();
    return new Finished(
        permitted.call(),
        outcome,
        ready.plan().effects(),
        false,
        answered ? Then.ANSWERED : Then.GO_ON);
  }

  private static Finished refused(Prepared.Ready ready, Decided decided) {
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
