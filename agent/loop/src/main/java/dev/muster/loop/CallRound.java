package dev.muster.loop;

import dev.muster.conversation.Notes;
import dev.muster.json.Json;
import dev.muster.json.JsonWriter;
import dev.muster.loop.CallRunner.Finished;
import dev.muster.loop.CallRunner.Then;
import dev.muster.model.ToolCall;
import dev.muster.protocol.Effect;
import dev.muster.protocol.TurnResult.End;
import dev.muster.tool.AnswerTool;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows from the calls of one answer: they run, what they came to is kept, and the memory
 * about the files that they read is told. For use by one thread.
 */
final class CallRound {

  private final Briefing briefing;
  private final LoopLimits limits;
  private final Recorder recorder;
  private final CallRunner runner;
  private final TurnTally tally;
  private final StopSignal stop;
  private final @Nullable AnswerTool answerTool;

  CallRound(
      LoopParts parts, LoopLimits limits, Recorder recorder, TurnTally tally, TurnStand stand) {
    this.briefing = parts.briefing();
    this.limits = limits;
    this.recorder = recorder;
    this.runner = new CallRunner(parts, stand);
    this.tally = tally;
    this.stop = stand.stop();
    this.answerTool = parts.tools().answerTool().orElse(null);
  }

  /** The tool for a structured answer, where one is wanted. */
  @Nullable AnswerTool answerTool() {
    return answerTool;
  }

  /**
   * Runs the calls; each is answered exactly once.
   *
   * @return how the turn ends, or {@code null} when it goes on
   */
  @Nullable End run(List<ToolCall> calls) {
    List<Finished> done = new ArrayList<>();
    CallBatch batch =
        new CallBatch(
            runner,
            stop,
            finished -> {
              done.add(finished);
              keep(finished);
            });
    if (batch.run(calls) == Then.STOP) {
      recorder.say(Notes.interrupted(true));
      return new End.Interrupted(true);
    }
    End answer = structured(done);
    if (answer != null) {
      return answer;
    }
    for (Finished finished : done) {
      tellMemory(finished);
    }
    return null;
  }

  /** Answers calls that are not to run. */
  void leave(List<ToolCall> calls, String why) {
    for (ToolCall call : calls) {
      keep(Finished.failed(call, why));
    }
  }

  /**
   * Shows the model the files that a prompt names.
   *
   * @param room the most characters of all of them together
   * @return how the turn ends, or {@code null} when it goes on
   */
  @Nullable End attach(List<ToolCall> reads, long room) throws InterruptedException {
    long left = room;
    for (ToolCall read : reads) {
      stop.check();
      Finished file = runner.finish(runner.decide(read));
      if (file.then() == Then.STOP) {
        recorder.say(Notes.interrupted(true));
        return new End.Interrupted(true);
      }
      if (!file.denied() && !file.outcome().isError()) {
        left -= recorder.sayAttached(read, file.outcome(), left);
        tellMemory(file);
      }
    }
    return null;
  }

  private void keep(Finished finished) {
    tally.results++;
    if (finished.denied()) {
      tally.denials.add(finished.call());
    }
    recorder.result(finished.call(), finished.outcome());
  }

  private void tellMemory(Finished finished) {
    if (finished.outcome().isError()) {
      return;
    }
    for (Effect effect : finished.effects()) {
      if (effect instanceof Effect.ReadFile(var path)) {
        recorder.sayUnseen(briefing.afterReading(path));
      }
    }
  }

  /** Whether the structured answer came, or came wrong too often. */
  private @Nullable End structured(List<Finished> done) {
    AnswerTool tool = answerTool;
    if (tool == null) {
      return null;
    }
    String name = tool.spec().name();
    for (Finished finished : done) {
      if (finished.then() == Then.ANSWERED) {
        Json.Obj answer = finished.call().input();
        return new End.Completed(JsonWriter.write(answer), answer);
      }
      if (finished.call().name().equals(name)
          && ++tally.invalidAnswers >= limits.maxStructuredAttempts()) {
        return new End.MaxStructuredRetries(tally.invalidAnswers);
      }
    }
    return null;
  }
}
