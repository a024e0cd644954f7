package dev.muster.loop;

import dev.muster.conversation.CompactionPlan;
import dev.muster.conversation.Notes;
import dev.muster.conversation.Tokens;
import dev.muster.model.ContentBlock;
import dev.muster.model.FailureKind;
import dev.muster.model.ModelAnswer;
import dev.muster.model.ModelRequest;
import dev.muster.model.StopReason;
import dev.muster.protocol.Event;
import dev.muster.protocol.PermissionMode;
import java.util.List;
import java.util.Optional;

/**
 * Replaces a conversation that no longer fits by a summary that the model writes of it.
 *
 * <p>A summary is a request like any other: reserved, metered, interruptible; but no face shows its
 * answer, and nothing that it calls is run. Where one fails, the turn goes on without and asks for
 * no other until the model refuses the conversation. For use by one thread, for one turn.
 */
final class Compaction {

  private static final int SHORTENINGS_MOST = 3;

  private final LoopParts parts;
  private final Recorder recorder;
  private final ModelCaller caller;
  private boolean gaveUp;
  private long promptCharacters;

  Compaction(LoopParts parts, Recorder recorder, ModelCaller caller) {
    this.parts = parts;
    this.recorder = recorder;
    this.caller = caller;
  }

  /** What became of the conversation. */
  enum Result {
    UNCHANGED,
    SHORTER,
    /** There is no summary to be had, and without one it will never fit. */
    HOPELESS,
    /** The model is overloaded, and another one may be asked instead. */
    OVERLOADED
  }

  /**
   * Compacts before the window overflows.
   *
   * @param coming what the user is about to say, which then stays whole behind the summary
   * @param canFallBack whether to give up early on an overloaded model
   */
  Result whenDue(Asking asking, PermissionMode mode, List<ContentBlock> coming, boolean canFallBack)
      throws InterruptedException {
    long fixed = asking.plan().fixedTokens();
    if (gaveUp || !asking.compaction().due(parts.conversation(), fixed, room(coming, asking))) {
      return Result.UNCHANGED;
    }
    long before = parts.conversation().promptTokens(fixed);
    ModelRequest next = asking.plan().request(parts.conversation());
    return switch (caller.askAside(CompactionPlan.request(next, ""), canFallBack)) {
      case ModelCaller.Outcome.Answered(ModelAnswer.Complete answer, long cutAt) ->
          take(answer, before, mode) ? Result.SHORTER : perhaps(asking, mode, canFallBack);
      case ModelCaller.Outcome.Failed failed when isTooLong(failed.kind()) ->
          perhaps(asking, mode, canFallBack);
      case ModelCaller.Outcome.Failed failed -> giveUp(failed.message());
      case ModelCaller.Outcome.NoRoom noRoom -> giveUp("the budget has no room for a summary");
      case ModelCaller.Outcome.Overloaded overloaded -> Result.OVERLOADED;
    };
  }

  /** What a prompt takes of the window; nothing where a summary could not make room for it. */
  private long room(List<ContentBlock> coming, Asking asking) {
    if (coming.isEmpty() || parts.conversation().messages().size() < 2) {
      return 0;
    }
    long tokens = Tokens.of(coming);
    return asking.plan().fixedTokens() + tokens < asking.compaction().threshold() ? tokens : 0;
  }

  /** Tells the prompt of the turn, once it is part of the conversation. */
  void prompted(List<ContentBlock> prompt) {
    for (ContentBlock block : prompt) {
      promptCharacters += block instanceof ContentBlock.Text(String text) ? text.length() : 0;
    }
  }

  /** Whether the turn's own prompt is so long that a summary to make it fit would cut it. */
  boolean cutsPrompt(Asking asking) {
    return promptCharacters > asking.compaction().threshold();
  }

  /** Before the model has refused the conversation itself it may well fit. */
  private Result perhaps(Asking asking, PermissionMode mode, boolean canFallBack)
      throws InterruptedException {
    if (cutsPrompt(asking)) {
      return Result.UNCHANGED;
    }
    Result result = toFit(asking, mode, canFallBack);
    return result == Result.HOPELESS ? Result.UNCHANGED : result;
  }

  /**
   * Compacts a conversation that the model refused as too long, unless that is switched off. One
   * that is nothing but its first prompt is not: nothing of it can be left out unnoticed.
   *
   * @param canFallBack whether to give up early on an overloaded model
   */
  Result toFit(Asking asking, PermissionMode mode, boolean canFallBack)
      throws InterruptedException {
    if (!asking.compaction().automatic()) {
      return Result.UNCHANGED;
    }
    if (parts.conversation().messages().size() < 2) {
      return Result.HOPELESS;
    }
    long before = parts.conversation().promptTokens(asking.plan().fixedTokens());
    ModelRequest next = asking.plan().request(parts.conversation());
    long room = asking.compaction().threshold() / 2;
    for (int i = 0; i < SHORTENINGS_MOST; i++) {
      ModelRequest request = CompactionPlan.shorterRequest(next, "", room);
      switch (caller.askAside(request, canFallBack)) {
        case ModelCaller.Outcome.Answered(ModelAnswer.Complete answer, long cutAt) -> {
          return take(answer, before, mode)
              ? Result.SHORTER
              : hopeless("the model's answer holds no summary");
        }
        case ModelCaller.Outcome.Failed failed when isTooLong(failed.kind()) -> room /= 2;
        case ModelCaller.Outcome.Failed failed -> {
          return giveUp(failed.message());
        }
        case ModelCaller.Outcome.NoRoom noRoom -> {
          return giveUp("the budget has no room for a summary");
        }
        case ModelCaller.Outcome.Overloaded overloaded -> {
          return Result.OVERLOADED;
        }
      }
    }
    return hopeless("it is too long even for that");
  }

  /**
   * Begins anew behind the last prompt, cut, because every further request would be refused as this
   * one was. The record keeps all of it.
   */
  void leaveBehind(Asking asking, PermissionMode mode) {
    long before = parts.conversation().promptTokens(asking.plan().fixedTokens());
    begin(Notes.LEFT_BEHIND, before, mode);
    parts
        .events()
        .emit(
            new Event.Warned(
                "The model takes no conversation as long as this one; what comes next begins without"
                    + " it"));
  }

  private boolean take(ModelAnswer.Complete answer, long before, PermissionMode mode) {
    Optional<String> summary = CompactionPlan.summary(answer.message());
    if (summary.isEmpty() || answer.stopReason() == StopReason.REFUSAL) {
      return false;
    }
    begin(summary.get(), before, mode);
    return true;
  }

  private void begin(String summary, long before, PermissionMode mode) {
    recorder.compacted(summary, before, true);
    parts.briefing().afterCompaction();
    recorder.sayUnseen(parts.briefing().opening(mode));
  }

  /** Whether the model refused a request for its length. */
  static boolean isTooLong(FailureKind kind) {
    return kind == FailureKind.PROMPT_TOO_LONG || kind == FailureKind.REQUEST_TOO_LARGE;
  }

  private Result hopeless(String why) {
    var _ = giveUp(why);
    return Result.HOPELESS;
  }

  private Result giveUp(String why) {
    gaveUp = true;
    parts
        .events()
        .emit(new Event.Warned("The conversation is long and could not be summarised: " + why));
    return Result.UNCHANGED;
  }
}
