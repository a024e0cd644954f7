package dev.muster.permission.rule;

/** Whether a rule takes something that is not wholly known. */
public enum Certainty {
  /** Whatever it turns out to be, the rule does not take it. */
  NEVER,
  /** The rule takes something that it may turn out to be. */
  PERHAPS,
  /** The rule takes whatever it may turn out to be. */
  SURELY;

  /** The more certain of the two, both about the same thing seen in two ways. */
  public Certainty or(Certainty other) {
    return other.compareTo(this) > 0 ? other : this;
  }
}
