package dev.muster.protocol;

import java.util.List;

/**
 * What a call would do, in plain words for whoever is asked about it; told from what is understood
 * of the call, and from nothing that the model says of it.
 *
 * @param points what it does, a sentence without a final full stop each; the weightiest first
 * @param riskReason why the risk is what it is, one clause
 * @param always what granting the suggestions would allow from then on; empty where there are none
 */
public record Description(List<String> points, Risk risk, String riskReason, String always) {
  public Description {
    points = List.copyOf(points);
  }

  /** How much harm it may do. */
  public enum Risk {
    LOW,
    MEDIUM,
    HIGH
  }

  /** The points as one text. */
  public String summary() {
    return String.join("; ", points);
  }
}
