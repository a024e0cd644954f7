package dev.muster.loop;

import dev.muster.conversation.CompactionPlan;
import dev.muster.model.FailureKind;
import dev.muster.model.ModelAnswer;
import dev.muster.model.ModelRequest;
import dev.muster.protocol.Event;
import dev.muster.protocol.PermissionMode;
import java.util.Optional;

/**
 * Replaces a conversation that no longer fits by a summary that the model writes of it.
 *
 * <p>A summary is a request like any other: reserved, metered, interruptible. Nothing that its
 * answer calls is run. For use by one thread.
 */
final class Compaction {

  private static final int SHORTENINGS_MOST = 3;

  private final LoopParts parts;
  private final Recorder recorder;
  private final ModelCaller caller;
  private final TurnTally tally;

  Compaction(LoopParts parts, Recorder recorder, ModelCaller caller, TurnTally tally) {
    this.parts = parts;
    this.recorder = recorder;
    this.caller = caller;
    this.tally = tally;
  }

  /** Compacts before the window overflows. */
  void whenDue(Asking asking, PermissionMode mode) throws InterruptedException {
    long fixed = asking.plan().fixedTokens();
    if (!asking.compaction().due(parts.conversation(), fixed)) {
      return;
    }
    long before = parts.conversation().promptTokens(fixed);
    ModelRequest next = asking.plan().request(parts.conversation());
    switch (caller.ask(CompactionPlan.request(next, ""), false)) {
      case ModelCaller.Outcome.Answered(ModelAnswer.Complete answer) -> {
        if (!take(answer, before, mode)) {
          toFit(asking, mode);
        }
      }
      case ModelCaller.Outcome.Failed failed when tooLong(failed) -> toFit(asking, mode);
      case ModelCaller.Outcome.Failed failed ->
          warn("The conversation is long and could not be summarised: " + failed.message());
      case ModelCaller.Outcome.NoRoom noRoom ->
          warn("The conversation is long, and the budget has no room to summarise it.");
      case ModelCaller.Outcome.Overloaded overloaded ->
          warn("The conversation is long, and the model is too busy to summarise it.");
    }
  }

  /**
   * Compacts a conversation that the model refused as too long.
   *
   * @return whether it is shorter now
   */
  boolean toFit(Asking asking, PermissionMode mode) throws InterruptedException {
    long before = parts.conversation().promptTokens(asking.plan().fixedTokens());
    ModelRequest next = asking.plan().request(parts.conversation());
    long room = asking.compaction().threshold() / 2;
    for (int i = 0; i < SHORTENINGS_MOST; i++) {
      ModelRequest request = CompactionPlan.shorterRequest(next, "", room);
      ModelCaller.Outcome outcome = caller.ask(request, false);
      if (outcome instanceof ModelCaller.Outcome.Answered(ModelAnswer.Complete answer)) {
        return take(answer, before, mode);
      }
      if (!(outcome instanceof ModelCaller.Outcome.Failed failed) || !tooLong(failed)) {
        return false;
      }
      room /= 2;
    }
    return false;
  }

  private boolean take(ModelAnswer.Complete answer, long before, PermissionMode mode) {
    tally.usage = tally.usage.plus(answer.usage());
    Optional<String> summary = CompactionPlan.summary(answer.message());
    if (summary.isEmpty()) {
      return false;
    }
    recorder.compacted(summary.get(), before, true);
    recorder.sayUnseen(parts.opening().apply(mode));
    return true;
  }

  private static boolean tooLong(ModelCaller.Outcome.Failed failed) {
    return failed.kind() == FailureKind.PROMPT_TOO_LONG
        || failed.kind() == FailureKind.REQUEST_TOO_LARGE;
  }

  private void warn(String text) {
    parts.events().emit(new Event.Warned(text));
  }
}
