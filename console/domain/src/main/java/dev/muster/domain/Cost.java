package dev.muster.domain;

/**
 * What a request cost, by what it was spent on, in nano-dollars.
 *
 * @param webSearch searches that the provider ran
 * @param other what is not told apart, as when a bound is charged
 */
public record Cost(
    long input,
    long output,
    long cacheRead,
    long cacheWrite5m,
    long cacheWrite1h,
    long webSearch,
    long other) {

  /** Nothing. */
  public static final Cost NONE = new Cost(0, 0, 0, 0, 0, 0, 0);

  /** An amount that is not told apart. */
  public static Cost whole(long nanos) {
    return new Cost(0, 0, 0, 0, 0, 0, nanos);
  }

  /**
   * The sum.
   *
   * @throws ArithmeticException when it is too large for a {@code long}
   */
  public long total() {
    long tokens = Math.addExact(Math.addExact(input, output), Math.addExact(cacheRead, other));
    long writes = Math.addExact(cacheWrite5m, cacheWrite1h);
    return Math.addExact(tokens, Math.addExact(writes, webSearch));
  }
}
