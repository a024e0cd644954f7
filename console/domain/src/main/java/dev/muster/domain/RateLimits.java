package dev.muster.domain;

/**
 * How fast a caller may go: limits of its key, and of its workspace with all of the workspace's
 * keys together.
 */
public record RateLimits(Limit key, Limit workspace) {

  /** No limit at all. */
  public static final RateLimits NONE = new RateLimits(Limit.NONE, Limit.NONE);

  /**
   * One set of limits; {@link #UNLIMITED} where there is none.
   *
   * @param requests a minute
   * @param inputTokens a minute
   * @param outputTokens a minute
   * @param concurrent requests at one time
   */
  public record Limit(long requests, long inputTokens, long outputTokens, long concurrent) {

    /** Stands for the absence of a limit. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** No limit at all. */
    public static final Limit NONE = new Limit(UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED);

    public Limit {
      if (requests < 0 || inputTokens < 0 || outputTokens < 0 || concurrent < 0) {
        throw new IllegalArgumentException("a rate limit cannot be negative");
      }
    }
  }
}
