package dev.muster.loop;

import dev.muster.conversation.Notes;
import dev.muster.json.JsonWriter;
import dev.muster.model.ContentBlock;
import dev.muster.model.FailureKind;
import dev.muster.model.ModelAnswer;
import dev.muster.model.StopReason;
import dev.muster.model.ToolCall;
import dev.muster.protocol.Effect;
import dev.muster.protocol.Event;
import dev.muster.protocol.Op;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import dev.muster.protocol.SessionInfo;
import dev.muster.protocol.TranscriptItem.Source;
import dev.muster.protocol.TurnResult;
import dev.muster.protocol.TurnResult.End;
import dev.muster.tool.AnswerTool;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One turn: ask the model, run what it calls, and again, until it is done or a limit is reached.
 *
 * <p>Each step keeps what it learnt in the session's record before the next begins, so that a turn
 * that dies at any point can be taken up again. For use by one thread, once.
 */
final class Turn {

  private static final int CUT_OFFS_MOST = 3;
  private static final int PAUSES_MOST = 20;

  private final LoopParts parts;
  private final LoopLimits limits;
  private final Supplier<SessionInfo> info;
  private final Recorder recorder;
  private final ModelCaller caller;
  private final CallRunner runner;
  private final Compaction compaction;
  private final TurnTally tally;
  private @Nullable String standIn;

  Turn(LoopParts parts, LoopLimits limits, Supplier<SessionInfo> info) {
    this.parts = parts;
    this.limits = limits;
    this.info = info;
    this.recorder = new Recorder(parts);
    this.caller = new ModelCaller(parts.client(), parts.spending(), parts.events(), parts.clock());
    this.runner = new CallRunner(parts, () -> info.get().mode());
    this.tally = new TurnTally(parts.clock().instant());
    this.compaction = new Compaction(parts, recorder, caller, tally);
  }

  TurnResult take(Op.UserTurn said) {
    parts.events().emit(new Event.TurnStarted(info.get()));
    End end;
    try {
      begin(said);
      end = work();
    } catch (InterruptedException stopped) {
      end = stopped(stopped);
    } catch (ProblemException problem) {
      end = new End.Broke(problem.problem());
    } catch (RuntimeException fault) {
      end = new End.Broke(new Problem(ProblemCode.INTERNAL, "A fault of Muster: " + fault, ""));
    }
    TurnResult result = tally.result(end, caller, parts.spending(), parts.clock().instant());
    parts.events().emit(new Event.TurnEnded(result));
    return result;
  }

  /** Opening words, what was said, and the files that it names. */
  private void begin(Op.UserTurn said) throws InterruptedException {
    recorder.sayUnseen(parts.opening().apply(info.get().mode()));
    recorder.say(said.content(), Source.PROMPT);
    for (ToolCall read : parts.attachments().apply(said.content())) {
      CallRunner.Finished file = runner.handle(read);
      if (!file.denied() && !file.outcome().isError()) {
        recorder.sayAttached(read, file.outcome());
        tellMemory(file);
      }
    }
  }

  private End work() throws InterruptedException {
    while (true) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      for (String notice : parts.notices().get()) {
        recorder.say(notice);
      }
      Asking asking = parts.asking().apply(model());
      compaction.whenDue(asking, info.get().mode());
      End end = ask(asking);
      if (end != null) {
        return end;
      }
    }
  }

  /** One request and what follows from its answer; {@code null} when the turn goes on. */
  private @Nullable End ask(Asking asking) throws InterruptedException {
    boolean canFallBack = limits.fallbackModel() != null && standIn == null;
    ModelCaller.Outcome outcome =
        caller.ask(asking.plan().request(parts.conversation()), canFallBack);
    return switch (outcome) {
      case ModelCaller.Outcome.Answered(ModelAnswer.Complete answer) -> answered(answer);
      case ModelCaller.Outcome.NoRoom(Reservation why) -> noRoom(why);
      case ModelCaller.Outcome.Overloaded overloaded -> fallBack();
      case ModelCaller.Outcome.Failed(FailureKind kind, String message, Integer status) -> {
        boolean tooLong =
            kind == FailureKind.PROMPT_TOO_LONG || kind == FailureKind.REQUEST_TOO_LARGE;
        if (tooLong && !tally.compactedToFit) {
          tally.compactedToFit = true;
          if (compaction.toFit(asking, info.get().mode())) {
            yield null;
          }
        }
        yield new End.ModelFailed(kind, message, status);
      }
    };
  }

  private static End noRoom(Reservation why) {
    return switch (why) {
      case Reservation.NoRoom(long limit) -> new End.MaxBudget(limit);
      case Reservation.Unpriced(String model) ->
          new End.Broke(
              new Problem(
                  ProblemCode.LIMIT_REACHED,
                  "A budget is set, but the price of " + model + " is not known",
                  "Choose a model with a known price, or leave out --max-budget-usd."));
      case Reservation.Reserved reserved -> throw new IllegalStateException("there was room");
    };
  }

  private @Nullable End fallBack() {
    String from = model();
    standIn = limits.fallbackModel();
    parts.events().emit(new Event.ModelSwitched(from, model(), "overloaded"));
    return null;
  }

  private @Nullable End answered(ModelAnswer.Complete answer) throws InterruptedException {
    tally.requests++;
    tally.usage = tally.usage.plus(answer.usage());
    tally.lastStop = answer.stopReason();
    recorder.answer(answer);
    List<ToolCall> calls = new ArrayList<>();
    String text = "";
    for (ContentBlock block : answer.message().content()) {
      if (block instanceof ContentBlock.ToolUse(String id, String name, var input)) {
        calls.add(new ToolCall(id, name, input));
      } else if (block instanceof ContentBlock.Text(String words) && !words.isBlank()) {
        text = words;
      }
    }
    if (!text.isEmpty()) {
      tally.lastText = text;
    }
    if (answer.stopReason() != StopReason.MAX_TOKENS) {
      tally.cutOffs = 0;
    }
    if (answer.stopReason() != StopReason.PAUSE_TURN) {
      tally.pauses = 0;
    }
    return switch (answer.stopReason()) {
      case END_TURN, STOP_SEQUENCE, TOOL_USE, OTHER -> calls.isEmpty() ? finish(text) : run(calls);
      case MAX_TOKENS -> cutOff(calls);
      case PAUSE_TURN ->
          ++tally.pauses > PAUSES_MOST ? new End.OutputLimit(tally.lastText) : limitReached();
      case REFUSAL -> new End.Refused(text);
      case MODEL_CONTEXT_WINDOW_EXCEEDED -> outOfWindow(calls);
    };
  }

  /** The model has nothing more to call. */
  private @Nullable End finish(String text) {
    AnswerTool answerTool = recorder.answerTool();
    if (answerTool != null) {
      if (tally.remindedOfAnswer) {
        return new End.MaxStructuredRetries(tally.invalidAnswers);
      }
      tally.remindedOfAnswer = true;
      recorder.say(Notes.structuredOutputMissing(answerTool.spec().name()));
      return limitReached();
    }
    if (text.isEmpty() && !tally.askedAfterSilence) {
      tally.askedAfterSilence = true;
      recorder.say(Notes.emptyAnswer());
      return limitReached();
    }
    return new End.Completed(text, null);
  }

  private @Nullable End run(List<ToolCall> calls) throws InterruptedException {
    List<CallRunner.Finished> done = new ArrayList<>();
    boolean goesOn;
    try {
      goesOn =
          new CallBatch(
                  runner,
                  finished -> {
                    done.add(finished);
                    keep(finished);
                  })
              .run(calls);
    } catch (InterruptedException stopped) {
      leaveUnrun(calls, done, Notes.NO_RESULT);
      recorder.say(Notes.interrupted(true));
      throw new StoppedDuringTools();
    }
    leaveUnrun(calls, done, Notes.NOT_STARTED);
    for (CallRunner.Finished finished : done) {
      tellMemory(finished);
    }
    if (!goesOn) {
      recorder.say(Notes.interrupted(true));
      return new End.Interrupted(true);
    }
    End answer = structured(done);
    return answer != null ? answer : limitReached();
  }

  private void keep(CallRunner.Finished finished) {
    tally.results++;
    if (finished.denied()) {
      tally.denials.add(finished.call());
    }
    recorder.result(finished.call(), finished.outcome());
  }

  /** Calls that were not run still get their one answer. */
  private void leaveUnrun(List<ToolCall> calls, List<CallRunner.Finished> done, String why) {
    for (ToolCall call : calls) {
      if (done.stream().noneMatch(finished -> finished.call().id().equals(call.id()))) {
        keep(CallRunner.Finished.failed(call, why));
      }
    }
  }

  private void tellMemory(CallRunner.Finished finished) {
    if (finished.outcome().isError()) {
      return;
    }
    for (var effect : finished.effects()) {
      if (effect instanceof Effect.ReadFile(var path)) {
        recorder.sayUnseen(parts.memoryOf().apply(path));
      }
    }
  }

  /** Whether the structured answer came, or came wrong too often. */
  private @Nullable End structured(List<CallRunner.Finished> done) {
    AnswerTool answerTool = recorder.answerTool();
    if (answerTool == null) {
      return null;
    }
    for (CallRunner.Finished finished : done) {
      if (!finished.call().name().equals(answerTool.spec().name())) {
        continue;
      }
      if (!finished.outcome().isError()) {
        var answer = finished.call().input();
        return new End.Completed(JsonWriter.write(answer), answer);
      }
      if (++tally.invalidAnswers >= limits.maxStructuredAttempts()) {
        return new End.MaxStructuredRetries(tally.invalidAnswers);
      }
    }
    return null;
  }

  /** Nothing of an answer that was cut off is run: its last call may be half of what was meant. */
  private @Nullable End cutOff(List<ToolCall> calls) {
    leaveUnrun(calls, List.of(), "The answer was cut off at the output limit; nothing of it ran.");
    if (++tally.cutOffs > CUT_OFFS_MOST) {
      return new End.OutputLimit(tally.lastText);
    }
    recorder.say(Notes.outputLimit());
    return limitReached();
  }

  private @Nullable End outOfWindow(List<ToolCall> calls) throws InterruptedException {
    leaveUnrun(calls, List.of(), "The context window was full; nothing of this answer ran.");
    if (tally.compactedToFit) {
      return new End.OutputLimit(tally.lastText);
    }
    tally.compactedToFit = true;
    return compaction.toFit(parts.asking().apply(model()), info.get().mode())
        ? limitReached()
        : new End.OutputLimit(tally.lastText);
  }

  private @Nullable End limitReached() {
    return limits.maxTurns() > 0 && tally.requests >= limits.maxTurns()
        ? new End.MaxTurns(limits.maxTurns())
        : null;
  }

  /** Interrupted while tools ran; their answers are already kept. */
  private static final class StoppedDuringTools extends InterruptedException {
    private static final long serialVersionUID = 1L;
  }

  private End stopped(InterruptedException how) {
    boolean duringTools = how instanceof StoppedDuringTools;
    if (!duringTools) {
      recorder.say(Notes.interrupted(false));
    }
    return new End.Interrupted(duringTools);
  }

  private String model() {
    String other = standIn;
    return other == null ? info.get().model() : other;
  }
}
