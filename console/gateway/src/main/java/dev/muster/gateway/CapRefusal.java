package dev.muster.gateway;

import dev.muster.domain.Admission;
import dev.muster.domain.Cap;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Words and headers for a request that a cap has no room for; at every level alike.
 *
 * <p>The headers are those by which clients of the Messages API show a subscription's limits.
 */
final class CapRefusal {

  private CapRefusal() {}

  static Refusal of(Admission.Refused refused, long boundNanos, Instant now) {
    Cap cap = refused.cap();
    Instant resets = refused.resetsAt();
    long seconds = Math.max(1, resets.getEpochSecond() - now.getEpochSecond());
    String day =
        DateTimeFormatter.ofPattern("MMM d", Locale.ENGLISH).format(resets.atZone(cap.zone()));
    long left = Math.max(0, cap.amountNanos() - refused.spentNanos());
    String message =
        "spend limit reached · resets "
            + day
            + " · the "
            + cap.period().word()
            + " limit of "
            + cap.scope().kind()
            + " "
            + cap.scope().id()
            + " has "
            + dollars(left)
            + " left of "
            + dollars(cap.amountNanos())
            + "; this request may cost up to "
            + dollars(boundNanos);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("retry-after", Long.toString(seconds));
    headers.put("x-should-retry", "false");
    headers.put("anthropic-ratelimit-unified-status", "rejected");
    headers.put("anthropic-ratelimit-unified-reset", Long.toString(resets.getEpochSecond()));
    headers.put(
        "anthropic-ratelimit-unified-overage-reset", Long.toString(resets.getEpochSecond()));
    headers.put(
        "anthropic-ratelimit-unified-overage-utilization", utilisation(refused, boundNanos));
    headers.put("anthropic-ratelimit-unified-overage-surpassed-threshold", "1");
    headers.put("anthropic-ratelimit-unified-overage-period", cap.period().word());
    headers.put("anthropic-ratelimit-unified-overage-disabled-reason", "org_spend_cap_reached");
    String why =
        "cap "
            + cap.id()
            + " of "
            + cap.scope().kind()
            + " "
            + cap.scope().id()
            + " until "
            + resets.atOffset(ZoneOffset.UTC);
    return new Refusal(429, "billing_error", message, headers, why);
  }

  /** What is spent and would be, as a share of the cap; with two digits. */
  private static String utilisation(Admission.Refused refused, long boundNanos) {
    double cap = Math.max(1, refused.cap().amountNanos());
    double share = Math.min(1e6, ((double) refused.spentNanos() + boundNanos) / cap);
    return String.format(Locale.ROOT, "%.2f", Math.max(1, share));
  }

  private static String dollars(long nanos) {
    return "$" + String.format(Locale.ROOT, "%.2f", nanos / 1e9);
  }
}
