package dev.muster.provider;

import dev.muster.model.FailureKind;
import dev.muster.wire.ProviderError;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a failed attempt is repeated, and when.
 *
 * <p>Repeated are 401, 408, 409, 429, every 5xx and a connection that could not be made or broke;
 * {@code x-should-retry} overrides that both ways. 404 is repeated once, at once. A 401 is repeated
 * once where the credential stays the same: a provider that has just lost sight of a good key finds
 * it again soon, and a bad one stays bad however often it is sent. The wait is what the provider
 * asks for, else half a second doubled with each repeat up to 32 seconds, and up to a quarter more
 * by chance. For one request; for use by one thread.
 */
final class RetrySchedule {

  private static final long FIRST_MILLIS = 500;
  private static final long LAST_MILLIS = 32_000;
  private static final int MOST_HELPER_RUNS = 3;

  private final int maxRetries;
  private final boolean credentialMayChange;
  private final DoubleSupplier random;
  private int retries;
  private int helperFailures;
  private boolean notFoundBefore;
  private boolean refusedBefore;

  /**
   * Starts a request.
   *
   * @param credentialMayChange whether a refused credential may be another one the next time
   * @param random gives numbers from 0 up to 1
   */
  RetrySchedule(int maxRetries, boolean credentialMayChange, DoubleSupplier random) {
    this.maxRetries = maxRetries;
    this.credentialMayChange = credentialMayChange;
    this.random = random;
  }

  /** How many repeats there were, the one just granted included. */
  int retries() {
    return retries;
  }

  /** The wait before another attempt, or {@code null} when there is none. */
  @Nullable Duration next(ProviderError error, RetryHint hint) {
    if (retries >= maxRetries || !wanted(error, hint)) {
      return null;
    }
    retries++;
    Duration asked = hint.after();
    if (asked != null) {
      return asked;
    }
    if (isNotFound(error) && hint.wish() == RetryHint.Wish.BY_STATUS) {
      return Duration.ZERO;
    }
    long base = Math.min(LAST_MILLIS, FIRST_MILLIS << Math.min(retries - 1, 10));
    return Duration.ofMillis(base + (long) (base * 0.25 * random.getAsDouble()));
  }

  private boolean wanted(ProviderError error, RetryHint hint) {
    if (error.kind() == FailureKind.NO_CREDENTIAL) {
      helperFailures++;
      return hint.wish() == RetryHint.Wish.YES && helperFailures < MOST_HELPER_RUNS;
    }
    return switch (hint.wish()) {
      case YES -> true;
      case NO -> false;
      case BY_STATUS -> {
        if (isNotFound(error)) {
          boolean first = !notFoundBefore;
          notFoundBefore = true;
          yield first;
        }
        if (isStatus(error, 401) && !credentialMayChange) {
          boolean first = !refusedBefore;
          refusedBefore = true;
          yield first;
        }
        yield isPassing(error.status());
      }
    };
  }

  private static boolean isNotFound(ProviderError error) {
    return isStatus(error, 404);
  }

  private static boolean isStatus(ProviderError error, int wanted) {
    Integer status = error.status();
    return status != null && status == wanted;
  }

  private static boolean isPassing(@Nullable Integer status) {
    if (status == null) {
      return true;
    }
    return switch (status) {
      case 401, 408, 409, 429 -> true;
      default -> status >= 500;
    };
  }
}
