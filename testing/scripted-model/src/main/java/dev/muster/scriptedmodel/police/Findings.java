package dev.muster.scriptedmodel.police;

import java.util.ArrayList;
import java.util.List;

/** What was found wrong with one request, in order. For use by one thread. */
public final class Findings {

  /** One thing found wrong. */
  public record Finding(Rule rule, String message) {}

  private final List<Finding> found = new ArrayList<>();

  /** Adds a finding; its message is the place, a colon and the text. */
  public void add(Rule rule, String place, String text) {
    found.add(new Finding(rule, place + ": " + text));
  }

  /** Whether nothing was found. */
  public boolean none() {
    return found.isEmpty();
  }

  /** Everything found. */
  public List<Finding> all() {
    return List.copyOf(found);
  }
}
