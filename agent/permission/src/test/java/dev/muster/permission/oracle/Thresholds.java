package dev.muster.permission.oracle;

/** What the engine must reach: shares are only ever raised, numbers of failures only lowered. */
final class Thresholds {

  /** The share of the reading commands of a working day that run without a question. */
  static final double READING_WITHOUT_QUESTION = 0.99;

  /** The share of what developers and agents type that is understood. */
  static final double UNDERSTOOD = 0.95;

  /** How many commands that do more than read inside run without a question. */
  static final int NEGATIVES_RUN = 0;

  /** How many commands run although a rule forbids what they do. */
  static final int DENIED_BUT_RUN = 0;

  /** How many commands are asked about although they are plainly what a rule forbids. */
  static final int DENIED_BUT_ASKED = 0;

  /** How many texts may break a claim about real effects. */
  static final int VIOLATIONS = 0;

  private Thresholds() {}
}
