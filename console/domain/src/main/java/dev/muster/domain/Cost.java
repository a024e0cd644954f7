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
   * Both together, part by part.
   *
   * @throws ArithmeticException when a part is too large for a {@code long}
   */
  public Cost plus(Cost more) {
    return new Cost(
        Math.addExact(input, more.input),
        Math.addExact(output, more.output),
        Math.addExact(cacheRead, more.cacheRead),
        Math.addExact(cacheWrite5m, more.cacheWrite5m),
        Math.addExact(cacheWrite1h, more.cacheWrite1h),
        Math.addExact(webSearch, more.webSearch),
        Math.addExact(other, more.other));
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
