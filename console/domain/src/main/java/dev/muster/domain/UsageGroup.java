package dev.muster.domain;

import dev.muster.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * All by which usage can be told apart; an absent part is the empty text, except as {@link
 * UsageReports.Dimension} says.
 */
public record UsageGroup(
    String organisation,
    String workspace,
    String member,
    String key,
    String model,
    String upstream,
    String speed,
    String serviceTier,
    String inferenceGeo,
    String contextWindow) {

  /** A prompt longer than this many tokens counts as a long one in reports. */
  private static final long LONG_PROMPT = 200_000;

  /** That of a request that used that. */
  static UsageGroup of(SpendRequest request, Usage usage) {
    return of(request, request.upstream(), usage);
  }

  /**
   * That of a request that used that at an upstream, which need not be the one it was meant for.
   */
  static UsageGroup of(SpendRequest request, String upstream, Usage usage) {
    Caller caller = request.caller();
    return new UsageGroup(
        caller.organisation(),
        or(caller.workspace(), ""),
        or(caller.member(), ""),
        caller.key(),
        request.model(),
        StoredText.of(upstream),
        or(request.speed(), "standard"),
        or(usage.serviceTier(), "standard"),
        or(usage.inferenceGeo(), "not_available"),
        usage.promptTokens() > LONG_PROMPT ? "200k-1M" : "0-200k");
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : StoredText.of(text);
  }
}
