package dev.muster.loop;

import dev.muster.model.StopReason;
import dev.muster.model.ToolCall;
import dev.muster.protocol.TurnResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one turn has come to so far. For use by one thread. */
final class TurnTally {

  final Instant start;

  /** Answers that came, whatever they were. */
  int requests;

  /** Tool results, those of calls that did not run included. */
  int results;

  final List<ToolCall> denials = new ArrayList<>();
  @Nullable StopReason lastStop;
  String lastText = "";

  /** How often in a row an answer was cut off by the output limit. */
  int cutOffs;

  /** The output tokens at which the last answer was cut off for the budget's sake; 0 where not. */
  long cutAt;

  /** How often in a row the model paused. */
  int pauses;

  /** Whether an empty answer was already asked again. */
  boolean askedAfterSilence;

  /** Whether the conversation was compacted because it did not fit, and nothing came since. */
  boolean compactedToFit;

  int invalidAnswers;
  boolean remindedOfAnswer;

  TurnTally(Instant start) {
    this.start = start;
  }

  TurnResult result(TurnResult.End end, ModelCaller caller, Spending spending, Instant now) {
    return new TurnResult(
        end,
        1 + results,
        Duration.between(start, now),
        caller.modelDuration(),
        caller.timeToFirstToken(),
        spending.spentNanos(),
        spending.isAtLeast(),
        caller.usage(),
        spending.byModel(),
        denials,
        lastStop);
  }
}
