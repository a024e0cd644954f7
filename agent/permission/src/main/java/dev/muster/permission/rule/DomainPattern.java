package dev.muster.permission.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A pattern over host names, label by label: a leading {@code *.} takes any depth but not the apex,
 * another {@code *} stays within its label, and {@code *} alone takes every host.
 */
public record DomainPattern(List<String> labels, boolean anyBelow, boolean everything) {

  /** Reads a pattern; case and a trailing dot do not matter. */
  public static DomainPattern of(String text) {
    String host = normal(text);
    if (host.equals("*")) {
      return new DomainPattern(List.of(), false, true);
    }
    boolean below = host.startsWith("*.");
    return new DomainPattern(
        List.copyOf(Arrays.asList((below ? host.substring(2) : host).split("\\.", -1))),
        below,
        false);
  }

  /** Whether the pattern takes that host name. */
  public boolean matches(String host) {
    if (everything) {
      return true;
    }
    List<String> given = Arrays.asList(normal(host).split("\\.", -1));
    int extra = given.size() - labels.size();
    if (anyBelow ? extra < 1 : extra != 0) {
      return false;
    }
    for (int i = 0; i < labels.size(); i++) {
      if (!new Wildcard(labels.get(i)).matches(given.get(extra + i))) {
        return false;
      }
    }
    return true;
  }

  private static String normal(String host) {
    String lower = host.strip().toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
