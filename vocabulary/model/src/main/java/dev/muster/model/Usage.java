package dev.muster.model;

import org.jspecify.annotations.Nullable;

/**
 * Tokens and server-side tool calls of one or more requests, after the Messages API's {@code
 * usage}.
 *
 * <p>The prompt's length is {@code input + cacheWrite5m + cacheWrite1h + cacheRead}: {@code input}
 * counts only what was neither written to nor read from the cache.
 *
 * @param serviceTier as the provider reported it, or {@code null}
 * @param inferenceGeo as the provider reported it, or {@code null}
 */
public record Usage(
    long input,
    long output,
    long cacheWrite5m,
    long cacheWrite1h,
    long cacheRead,
    long webSearches,
    long webFetches,
    @Nullable String serviceTier,
    @Nullable String inferenceGeo) {

  /** No tokens at all. */
  public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0, 0, null, null);

  public Usage {
    if (input < 0
        || output < 0
        || cacheWrite5m < 0
        || cacheWrite1h < 0
        || cacheRead < 0
        || webSearches < 0
        || webFetches < 0) {
      throw new IllegalArgumentException("usage counts cannot be negative");
    }
  }

  /** Tokens of input and output alone. */
  public static Usage tokens(long input, long output) {
    return new Usage(input, output, 0, 0, 0, 0, 0, null, null);
  }

  /** The same with another number of output tokens. */
  public Usage withOutput(long tokens) {
    return new Usage(
        input,
        tokens,
        cacheWrite5m,
        cacheWrite1h,
        cacheRead,
        webSearches,
        webFetches,
        serviceTier,
        inferenceGeo);
  }

  /** The same from another region. */
  public Usage withInferenceGeo(@Nullable String geo) {
    return new Usage(
        input,
        output,
        cacheWrite5m,
        cacheWrite1h,
        cacheRead,
        webSearches,
        webFetches,
        serviceTier,
        geo);
  }

  /** Length of the prompt in tokens, however each was paid for. */
  public long promptTokens() {
    return input + cacheWrite5m + cacheWrite1h + cacheRead;
  }

  /** The sum of both; labels are those of {@code other} where it has them. */
  public Usage plus(Usage other) {
    return new Usage(
        input + other.input,
        output + other.output,
        cacheWrite5m + other.cacheWrite5m,
        cacheWrite1h + other.cacheWrite1h,
        cacheRead + other.cacheRead,
        webSearches + other.webSearches,
        webFetches + other.webFetches,
        other.serviceTier == null ? serviceTier : other.serviceTier,
        other.inferenceGeo == null ? inferenceGeo : other.inferenceGeo);
  }
}
