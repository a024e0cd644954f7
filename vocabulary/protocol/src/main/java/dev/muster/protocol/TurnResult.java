package dev.muster.protocol;

import dev.muster.json.Json;
import dev.muster.model.FailureKind;
import dev.muster.model.StopReason;
import dev.muster.model.ToolCall;
import dev.muster.model.Usage;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a turn ended and what it took.
 *
 * @param turns 1 + the number of tool results
 * @param costNanos nano-dollars of the whole process so far; see {@code costIsAtLeast}
 * @param costIsAtLeast whether an interrupted answer makes the cost a lower bound, or a model has
 *     no known price
 * @param usage of this turn
 * @param byModel of the whole process so far; keeps its order
 * @param lastStop why the model stopped last, or {@code null} when it never answered
 */
public record TurnResult(
    End end,
    int turns,
    Duration duration,
    Duration modelDuration,
    @Nullable Duration timeToFirstToken,
    long costNanos,
    boolean costIsAtLeast,
    Usage usage,
    Map<String, ModelShare> byModel,
    List<ToolCall> denials,
    @Nullable StopReason lastStop) {

  public TurnResult {
    byModel = Collections.unmodifiableMap(new LinkedHashMap<>(byModel));
    denials = List.copyOf(denials);
  }

  /** One model's part of the usage and the cost. */
  public record ModelShare(Usage usage, long costNanos, long contextWindow, long maxOutput) {}

  /** How a turn ended. */
  public sealed interface End {

    /** The model finished. */
    record Completed(String text, @Nullable Json structured) implements End {}

    /** The model could not be asked, or refused. */
    record ModelFailed(FailureKind kind, String message, @Nullable Integer status) implements End {}

    /** The model declined to answer. */
    record Refused(String text) implements End {}

    /** The answer hit the output limit again and again. */
    record OutputLimit(String text) implements End {}

    /** The most turns allowed were taken. */
    record MaxTurns(int limit) implements End {}

    /**
     * The next request might have cost more than the budget had left.
     *
     * @param cutAt the output tokens at which the last answer was cut off, because the budget had
     *     no room for more; 0 where it was not
     */
    record MaxBudget(long limitNanos, long cutAt) implements End {}

    /** No valid structured answer came. */
    record MaxStructuredRetries(int attempts) implements End {}

    /** A person, a host or a signal stopped it. */
    record Interrupted(boolean duringTools) implements End {}

    /** Something else broke. */
    record Broke(Problem problem) implements End {}
  }
}
