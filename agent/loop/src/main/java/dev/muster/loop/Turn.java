package dev.muster.loop;

import dev.muster.conversation.Notes;
import dev.muster.model.ContentBlock;
import dev.muster.model.FailureKind;
import dev.muster.model.ModelAnswer;
import dev.muster.model.StopReason;
import dev.muster.model.ToolCall;
import dev.muster.protocol.Event;
import dev.muster.protocol.Op;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import dev.muster.protocol.TranscriptItem.Source;
import dev.muster.protocol.TurnResult;
import dev.muster.protocol.TurnResult.End;
import dev.muster.tool.AnswerTool;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One turn: ask the model, run what it calls, and again, until it is done or a limit is reached.
 *
 * <pre>
 *   begin    compact if due, brief, keep the prompt, attach the files that it names
 *   work     until an end: stop asked for? compact if due, tell what is new, then
 *     ask        reserve, send, settle ({@link ModelCaller}); a fallback model, a shorter
 *                conversation ({@link Compaction}) or an end where no answer came
 *     answered   keep the answer, then what its stop reason asks for: run its calls
 *                ({@link CallRound}), ask again, or end
 * </pre>
 *
 * <p>Each step keeps what it learnt in the session's record ({@link Recorder}) before the next
 * begins, so that a turn that dies at any point can be taken up again. A step that answers {@code
 * null} for its end wants the turn to go on. For use by one thread, once.
 */
final class Turn {

  private static final int CUT_OFFS_MOST = 3;
  private static final int PAUSES_MOST = 20;

  private final LoopParts parts;
  private final LoopLimits limits;
  private final TurnStand stand;
  private final Recorder recorder;
  private final ModelCaller caller;
  private final CallRound calls;
  private final Compaction compaction;
  private final TurnTally tally;

  /** The models in whose stead the next one is asked. */
  private final Set<String> overloaded = new HashSet<>();

  private @Nullable PermissionMode toldMode;

  Turn(LoopParts parts, LoopLimits limits, TurnStand stand) {
    this.parts = parts;
    this.limits = limits;
    this.stand = stand;
    this.recorder = new Recorder(parts);
    this.caller = new ModelCaller(parts.client(), parts.spending(), parts.events(), parts.clock());
    this.tally = new TurnTally(parts.clock().instant());
    this.calls = new CallRound(parts, limits, recorder, tally, stand);
    this.compaction = new Compaction(parts, recorder, caller);
  }

  TurnResult take(Op op) {
    parts.events().emit(new Event.TurnStarted(stand.info().get()));
    End end;
    try {
      end = untilDone(op);
    } catch (ProblemException problem) {
      end = new End.Broke(problem.problem());
    } catch (RuntimeException | Error fault) {
      end = new End.Broke(new Problem(ProblemCode.INTERNAL, "A fault of Muster: " + fault, ""));
    }
    TurnResult result = tally.result(end, caller, parts.spending(), parts.clock().instant());
    parts.events().emit(new Event.TurnEnded(result));
    return result;
  }

  private End untilDone(Op op) {
    try {
      End end = begin(op);
      while (end == null) {
        end = work();
      }
      return end;
    } catch (InterruptedException stopped) {
      recorder.say(Notes.interrupted(false));
      return new End.Interrupted(false);
    }
  }

  /** A summary is made before the prompt is kept, so that it replaces nothing of the prompt. */
  private @Nullable End begin(Op op) throws InterruptedException {
    Asking asking = asking();
    List<ContentBlock> coming = op instanceof Op.UserTurn(var content) ? content : List.of();
    if (isOverloadedBefore(asking, coming)) {
      fallBack();
    }
    tellMode();
    return switch (op) {
      case Op.News news -> null;
      case Op.UserTurn(List<ContentBlock> content) -> {
        compaction.prompted(content);
        recorder.say(content, Source.PROMPT);
        List<ToolCall> named = parts.attachments().apply(content);
        yield named.isEmpty() ? null : calls.attach(named, asking.compaction().threshold());
      }
    };
  }

  private @Nullable End work() throws InterruptedException {
    stop();
    Asking asking = asking();
    if (isOverloadedBefore(asking, List.of())) {
      return fallBack();
    }
    tellMode();
    for (String notice : parts.notices().get()) {
      recorder.say(notice);
    }
    return ask(asking);
  }

  /** Compacts if that is due; whether another model must do it. */
  private boolean isOverloadedBefore(Asking asking, List<ContentBlock> coming)
      throws InterruptedException {
    return compaction.whenDue(asking, stand.mode(), coming, canFallBack())
        == Compaction.Result.OVERLOADED;
  }

  private void stop() throws InterruptedException {
    stand.stop().check();
  }

  private void tellMode() {
    PermissionMode mode = stand.mode();
    if (mode != toldMode) {
      recorder.sayUnseen(parts.briefing().opening(mode));
      toldMode = mode;
    }
  }

  /** One request and what follows from its answer. */
  private @Nullable End ask(Asking asking) throws InterruptedException {
    return switch (caller.ask(asking.plan().request(parts.conversation()), canFallBack())) {
      case ModelCaller.Outcome.Answered(ModelAnswer.Complete answer, long cutAt) -> {
        tally.cutAt = cutAt;
        yield answered(answer);
      }
      case ModelCaller.Outcome.NoRoom(Reservation.Refused why) -> noRoom(why);
      case ModelCaller.Outcome.Overloaded overloaded -> fallBack();
      case ModelCaller.Outcome.Failed(FailureKind kind, String message, Integer status) -> {
        End failed = new End.ModelFailed(kind, message, status);
        yield Compaction.isTooLong(kind) ? shorten(asking, failed) : failed;
      }
    };
  }

  private End noRoom(Reservation.Refused why) {
    return switch (why) {
      case Reservation.NoRoom(long limit) -> new End.MaxBudget(limit, tally.cutAt);
      case Reservation.Unbounded(String model, boolean priceKnown) ->
          new End.Broke(
              priceKnown
                  ? new Problem(
                      ProblemCode.LIMIT_REACHED,
                      "A budget is set, but nothing bounds what a request can cost whose extra"
                          + " body asks for something priced otherwise",
                      "Take that member out of CLAUDE_CODE_EXTRA_BODY, or leave out"
                          + " --max-budget-usd.")
                  : new Problem(
                      ProblemCode.LIMIT_REACHED,
                      "A budget is set, but the price of " + model + " is not known",
                      "Choose a model with a known price, or leave out --max-budget-usd."));
    };
  }

  /**
   * Once for each answer, so that a conversation that stays too long does not go in circles. A
   * prompt so long that a summary cuts it is not answered as if it were whole.
   */
  private @Nullable End shorten(Asking asking, End otherwise) throws InterruptedException {
    if (tally.compactedToFit) {
      return otherwise;
    }
    return switch (compaction.toFit(asking, stand.mode(), canFallBack())) {
      case UNCHANGED -> otherwise;
      case HOPELESS -> {
        compaction.leaveBehind(asking, stand.mode());
        yield otherwise;
      }
      case SHORTER -> {
        tally.compactedToFit = true;
        yield compaction.cutsPrompt(asking) ? otherwise : null;
      }
      case OVERLOADED -> fallBack();
    };
  }

  private @Nullable End answered(ModelAnswer.Complete answer) throws InterruptedException {
    recorder.answer(answer);
    List<ToolCall> called = new ArrayList<>();
    String text = "";
    for (ContentBlock block : answer.message().content()) {
      if (block instanceof ContentBlock.ToolUse(String id, String name, var input)) {
        called.add(new ToolCall(id, name, input));
      } else if (block instanceof ContentBlock.Text(String words) && !words.isBlank()) {
        text = words;
      }
    }
    count(answer.stopReason(), text);
    return switch (answer.stopReason()) {
      case END_TURN, STOP_SEQUENCE, TOOL_USE, OTHER ->
          called.isEmpty() ? finish(text) : run(called);
      case PAUSE_TURN -> called.isEmpty() ? pause() : run(called);
      case MAX_TOKENS -> cutOff(called);
      case REFUSAL -> {
        calls.leave(called, Notes.DECLINED);
        yield new End.Refused(text);
      }
      case MODEL_CONTEXT_WINDOW_EXCEEDED -> outOfWindow(called);
    };
  }

  private void count(StopReason reason, String text) {
    tally.requests++;
    tally.lastStop = reason;
    if (!text.isEmpty()) {
      tally.lastText = text;
    }
    tally.cutOffs = reason == StopReason.MAX_TOKENS ? tally.cutOffs + 1 : 0;
    tally.pauses = reason == StopReason.PAUSE_TURN ? tally.pauses + 1 : 0;
    tally.compactedToFit &= reason == StopReason.MODEL_CONTEXT_WINDOW_EXCEEDED;
  }

  private @Nullable End run(List<ToolCall> called) {
    End end = calls.run(called);
    return end == null ? limitReached() : end;
  }

  /** The model has nothing more to call. */
  private @Nullable End finish(String text) {
    AnswerTool answerTool = calls.answerTool();
    if (answerTool != null) {
      if (tally.remindedOfAnswer) {
        return new End.MaxStructuredRetries(tally.invalidAnswers);
      }
      tally.remindedOfAnswer = true;
      return again(Notes.structuredOutputMissing(answerTool.spec().name()));
    }
    if (!text.isEmpty() || tally.askedAfterSilence || limitReached() != null) {
      return new End.Completed(text, null);
    }
    tally.askedAfterSilence = true;
    return again(Notes.emptyAnswer());
  }

  private @Nullable End pause() {
    return tally.pauses > PAUSES_MOST ? new End.OutputLimit(tally.lastText) : limitReached();
  }

  /** Nothing of an answer that was cut off is run: its last call may be half of what was meant. */
  private @Nullable End cutOff(List<ToolCall> called) {
    calls.leave(called, Notes.CUT_OFF);
    if (tally.cutOffs <= CUT_OFFS_MOST) {
      return again(Notes.outputLimit());
    }
    return tally.cutAt > 0
        ? new End.MaxBudget(parts.spending().limitNanos(), tally.cutAt)
        : new End.OutputLimit(tally.lastText);
  }

  private @Nullable End outOfWindow(List<ToolCall> called) throws InterruptedException {
    calls.leave(called, Notes.WINDOW_FULL);
    End limit = limitReached();
    return limit == null ? shorten(asking(), new End.OutputLimit(tally.lastText)) : limit;
  }

  /** Asks once more, with a note, unless a limit is reached. */
  private @Nullable End again(String note) {
    End limit = limitReached();
    if (limit == null) {
      recorder.say(note);
    }
    return limit;
  }

  private @Nullable End limitReached() {
    return limits.maxTurns() > 0 && tally.requests >= limits.maxTurns()
        ? new End.MaxTurns(limits.maxTurns())
        : null;
  }

  private Asking asking() {
    return parts.asking().apply(model());
  }

  /** The one that was chosen, or the first of the others that is not known to be overloaded. */
  private String model() {
    String chosen = stand.model();
    if (!overloaded.contains(chosen)) {
      return chosen;
    }
    String other = otherThan(chosen);
    return other == null ? chosen : other;
  }

  private @Nullable String otherThan(String model) {
    for (String fallback : limits.fallbackModels()) {
      if (!fallback.equals(model) && !overloaded.contains(fallback)) {
        return fallback;
      }
    }
    return null;
  }

  private boolean canFallBack() {
    return otherThan(model()) != null;
  }

  /** For the rest of this turn, unless another model is chosen meanwhile. */
  private @Nullable End fallBack() {
    String from = model();
    overloaded.add(from);
    parts.events().emit(new Event.ModelSwitched(from, model(), "overloaded"));
    return null;
  }
}
