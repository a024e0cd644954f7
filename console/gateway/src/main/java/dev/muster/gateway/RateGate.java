package dev.muster.gateway;

import dev.muster.domain.Caller;
import dev.muster.domain.RateLimits;
import dev.muster.model.Usage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds keys and workspaces to their rate and concurrency limits, for this replica alone.
 *
 * <p>A limit of n a minute is a bucket that holds n and fills evenly in a minute. A request takes
 * one of requests when it comes; of tokens it needs only that the bucket is not empty, and what it
 * used is taken when it ends, below zero if need be: the next one waits for that. Thread-safe.
 */
final class RateGate {

  private static final double MINUTE = 60e9;
  private static final int MANY = 10_000;

  private final Map<String, Meter> meters = new ConcurrentHashMap<>();

  /** What became of asking: a pass that must be handed back, or how long to wait. */
  sealed interface Answer {
    /** Hand it back to {@link #leave} once. */
    record Pass(@Nullable Meter key, @Nullable Meter workspace) implements Answer {}

    /** There is no room. */
    record Wait(String what, long seconds) implements Answer {}
  }

  /** Asks for room for one request. */
  Answer enter(Caller caller, long nowNanos) {
    Meter key = meter("k:" + caller.key(), caller.limits().key(), nowNanos);
    Meter workspace =
        meter(
            "w:" + caller.organisation() + "/" + caller.workspace(),
            caller.limits().workspace(),
            nowNanos);
    Answer.Wait wait = key == null ? null : key.enter(nowNanos, "this key");
    if (wait != null) {
      return wait;
    }
    wait = workspace == null ? null : workspace.enter(nowNanos, "the workspace");
    if (wait != null) {
      if (key != null) {
        key.undo();
      }
      return wait;
    }
    return new Answer.Pass(key, workspace);
  }

  /** Hands a pass back, with what the request used. */
  void leave(Answer.Pass pass, Usage usage, long nowNanos) {
    if (pass.key() != null) {
      pass.key().leave(usage, nowNanos);
    }
    if (pass.workspace() != null) {
      pass.workspace().leave(usage, nowNanos);
    }
  }

  private @Nullable Meter meter(String id, RateLimits.Limit limit, long nowNanos) {
    if (limit.equals(RateLimits.Limit.NONE)) {
      return null;
    }
    if (meters.size() > MANY) {
      meters.values().removeIf(meter -> meter.isIdle(nowNanos));
    }
    Meter meter = meters.computeIfAbsent(id, _ -> new Meter(limit, nowNanos));
    meter.limit(limit);
    return meter;
  }

  /** The buckets of one key or workspace. */
  static final class Meter {

    private RateLimits.Limit limit;
    private double requests;
    private double input;
    private double output;
    private long at;
    private long running;

    Meter(RateLimits.Limit limit, long nowNanos) {
      this.limit = limit;
      this.requests = limit.requests();
      this.input = limit.inputTokens();
      this.output = limit.outputTokens();
      this.at = nowNanos;
    }

    synchronized void limit(RateLimits.Limit now) {
      limit = now;
    }

    synchronized RateGate.Answer.@Nullable Wait enter(long nowNanos, String whose) {
      fill(nowNanos);
      if (running >= limit.concurrent()) {
        return new Answer.Wait("Too many requests of " + whose + " at one time.", 1);
      }
      if (requests < 1) {
        return wait("The requests a minute", whose, 1 - requests, limit.requests());
      }
      if (input <= 0) {
        return wait("The input tokens a minute", whose, 1 - input, limit.inputTokens());
      }
      if (output <= 0) {
        return wait("The output tokens a minute", whose, 1 - output, limit.outputTokens());
      }
      requests--;
      running++;
      return null;
    }

    private static Answer.Wait wait(String what, String whose, double missing, long perMinute) {
      double seconds = perMinute == 0 ? 3600 : Math.ceil(60 * missing / perMinute);
      return new Answer.Wait(
          what + " of " + whose + " are used up.", (long) Math.min(3600, seconds));
    }

    synchronized void undo() {
      requests++;
      running--;
    }

    synchronized void leave(Usage usage, long nowNanos) {
      fill(nowNanos);
      running--;
      // What was read from the cache does not count against input limits.
      input -= usage.input() + usage.cacheWrite5m() + usage.cacheWrite1h();
      output -= usage.output();
    }

    synchronized boolean isIdle(long nowNanos) {
      return running == 0 && nowNanos - at > 2 * MINUTE;
    }

    private void fill(long nowNanos) {
      double share = Math.max(0, nowNanos - at) / MINUTE;
      at = nowNanos;
      requests = Math.min((double) limit.requests(), requests + share * limit.requests());
      input = Math.min((double) limit.inputTokens(), input + share * limit.inputTokens());
      output = Math.min((double) limit.outputTokens(), output + share * limit.outputTokens());
    }
  }
}
