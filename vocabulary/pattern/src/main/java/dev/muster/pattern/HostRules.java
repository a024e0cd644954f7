package dev.muster.pattern;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts may be reached: what is denied is denied, whatever allows it.
 *
 * @param unlistedAllowed whether hosts that no pattern names may be reached
 */
public record HostRules(
    List<HostPattern> allowed, List<HostPattern> denied, boolean unlistedAllowed) {
  public HostRules {
    allowed = List.copyOf(allowed);
    denied = List.copyOf(denied);
  }

  /** No host at all. */
  public static final HostRules NONE = new HostRules(List.of(), List.of(), false);

  /** What the rules say about a host. */
  public sealed interface Verdict {

    /**
     * It may be reached.
     *
     * @param literally whether a pattern without a star names it
     */
    record Allowed(boolean literally) implements Verdict {}

    /** A pattern denies it. */
    record Denied(HostPattern by) implements Verdict {}

    /** No pattern names it. */
    record Unlisted() implements Verdict {}
  }

  /** Judges a host and a port. */
  public Verdict judge(HostName host, int port) {
    HostPattern denies = first(denied, host, port);
    if (denies != null) {
      return new Verdict.Denied(denies);
    }
    boolean found = unlistedAllowed;
    for (HostPattern pattern : allowed) {
      if (pattern.matches(host, port)) {
        if (pattern.isLiteral()) {
          return new Verdict.Allowed(true);
        }
        found = true;
      }
    }
    return found ? new Verdict.Allowed(false) : new Verdict.Unlisted();
  }

  private static @Nullable HostPattern first(List<HostPattern> patterns, HostName host, int port) {
    for (HostPattern pattern : patterns) {
      if (pattern.matches(host, port)) {
        return pattern;
      }
    }
    return null;
  }
}
