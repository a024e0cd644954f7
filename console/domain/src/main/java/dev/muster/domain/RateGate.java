package dev.muster.domain;

import dev.muster.domain.RateLimits.Limit;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How fast callers go, on this replica: each replica counts by itself, so that with several ones a
 * limit holds on each of them and not on their sum. Tokens flow back evenly over the minute; what a
 * request really used is booked when it ends, and a key that used more than was estimated waits the
 * longer. Thread-safe.
 */
public final class RateGate {

  private static final double MINUTE_NANOS = 60e9;
  private static final int FORGET_ABOVE = 50_000;

  private final LongSupplier nanoTime;
  private final Map<String, Meter> meters = new ConcurrentHashMap<>();

  /**
   * A gate that measures with a monotonic clock.
   *
   * @param nanoTime nanoseconds since any moment, as {@link System#nanoTime}
   */
  public RateGate(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** What became of a request at the gate. */
  public sealed interface Pass {

    /** It may go; {@link Ticket#end} when it has ended. */
    record Admitted(Ticket ticket) implements Pass {}

    /**
     * It may not.
     *
     * @param what the limit that was reached, in words
     * @param limit its value
     * @param retryAfter when it may be tried again
     */
    record Limited(String what, long limit, Duration retryAfter) implements Pass {}
  }

  /** A request under way. */
  public static final class Ticket {
    private final Meter key;
    private final Meter workspace;
    private final long input;
    private final long output;
    private boolean ended;

    private Ticket(Meter key, Meter workspace, long input, long output) {
      this.key = key;
      this.workspace = workspace;
      this.input = input;
      this.output = output;
    }

    /** Books what it used in place of what was estimated; a second call changes nothing. */
    public synchronized void end(long inputTokens, long outputTokens) {
      if (!ended) {
        ended = true;
        key.end(inputTokens - input, outputTokens - output);
        workspace.end(inputTokens - input, outputTokens - output);
      }
    }
  }

  /**
   * Lets a request pass or not.
   *
   * @param inputTokens an estimate
   * @param outputTokens an estimate
   */
  public Pass pass(Caller caller, long inputTokens, long outputTokens) {
    long now = nanoTime.getAsLong();
    if (meters.size() > FORGET_ABOVE) {
      meters.values().removeIf(Meter::idle);
    }
    Meter key = meter("key " + caller.key(), "of the key", caller.limits().key(), now);
    String place =
        caller.workspace() == null ? "org " + caller.organisation() : "ws " + caller.workspace();
    Meter workspace = meter(place, "of the workspace", caller.limits().workspace(), now);
    Pass.Limited limited = key.take(now, inputTokens, outputTokens);
    if (limited != null) {
      return limited;
    }
    limited = workspace.take(now, inputTokens, outputTokens);
    if (limited != null) {
      key.giveBack(inputTokens, outputTokens);
      return limited;
    }
    return new Pass.Admitted(new Ticket(key, workspace, inputTokens, outputTokens));
  }

  private Meter meter(String name, String whose, Limit limit, long now) {
    return meters.compute(
        name,
        (same, old) ->
            old == null || !old.limit.equals(limit) ? new Meter(whose, limit, now, old) : old);
  }

  /** A minute's worth of something, flowing back; negative when more was used than there was. */
  private static final class Bucket {
    private final String what;
    private final long limit;
    private double left;

    Bucket(String what, long limit) {
      this.what = what;
      this.limit = limit;
      this.left = limit;
    }

    void flow(double minutes) {
      left = Math.min((double) limit, left + limit * minutes);
    }

    Pass.@Nullable Limited lacks(long amount, String whose) {
      // What is larger than the limit passes when nothing else is under way in that minute.
      double needed = Math.min((double) amount, (double) limit);
      if (limit == Limit.UNLIMITED || (limit > 0 && left >= needed)) {
        return null;
      }
      double minutes = limit == 0 ? 1 : (needed - left) / limit;
      Duration wait = Duration.ofMillis(Math.max(1, (long) Math.ceil(minutes * 60_000)));
      return new Pass.Limited(what + " a minute " + whose, limit, wait);
    }
  }

  /** The meters of one key or workspace. */
  private static final class Meter {
    private final String whose;
    private final Limit limit;
    private final Bucket requests;
    private final Bucket input;
    private final Bucket output;
    private long flowed;
    private long under;

    Meter(String whose, Limit limit, long now, @Nullable Meter before) {
      this.whose = whose;
      this.limit = limit;
      this.requests = new Bucket("requests", limit.requests());
      this.input = new Bucket("input tokens", limit.inputTokens());
      this.output = new Bucket("output tokens", limit.outputTokens());
      this.flowed = now;
      this.under = before == null ? 0 : before.under;
    }

    synchronized Pass.@Nullable Limited take(long now, long inputTokens, long outputTokens) {
      double minutes = Math.max(0, now - flowed) / MINUTE_NANOS;
      flowed = now;
      requests.flow(minutes);
      input.flow(minutes);
      output.flow(minutes);
      if (under >= limit.concurrent()) {
        return new Pass.Limited(
            "requests at one time " + whose, limit.concurrent(), Duration.ofSeconds(1));
      }
      Pass.Limited limited = requests.lacks(1, whose);
      limited = limited == null ? input.lacks(inputTokens, whose) : limited;
      limited = limited == null ? output.lacks(outputTokens, whose) : limited;
      if (limited == null) {
        under++;
        requests.left -= 1;
        input.left -= inputTokens;
        output.left -= outputTokens;
      }
      return limited;
    }

    synchronized void giveBack(long inputTokens, long outputTokens) {
      under--;
      requests.left += 1;
      input.left += inputTokens;
      output.left += outputTokens;
    }

    synchronized void end(long moreInput, long moreOutput) {
      under--;
      input.left -= moreInput;
      output.left -= moreOutput;
    }

    synchronized boolean idle() {
      return under <= 0;
    }
  }
}
