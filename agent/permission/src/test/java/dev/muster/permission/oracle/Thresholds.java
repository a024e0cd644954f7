package dev.muster.permission.oracle;

import dev.muster.permission.oracle.Claims.Claim;

/** What the engine must reach: shares are only ever raised, numbers of failures only lowered. */
final class Thresholds {

  /** The share of the reading commands of a working day that run without a question. */
  static final double READING_WITHOUT_QUESTION = 0.97;

  /** The share of what developers and agents type that is understood. */
  static final double UNDERSTOOD = 0.95;

  /** How many commands that do more than read inside run without a question. */
  static final int NEGATIVES_RUN = 0;

  /** How many commands run although a rule forbids what they do. */
  static final int DENIED_BUT_RUN = 3;

  /** How many commands are asked about although they are plainly what a rule forbids. */
  static final int DENIED_BUT_ASKED = 10;

  /**
   * How many texts of so many may break a claim about real effects: none, but where a claim is not
   * kept yet.
   */
  static int violations(Claim claim, int texts) {
    return switch (claim) {
      // signals of closed pipes and packs of git are told as effects now and then
      case AUTOMATIC_READS_INSIDE -> 3 + texts / 60;
      case ALLOWED_BY_RULE_RUNS_NOTHING_ELSE -> 1 + texts / 300;
      case UNDERSTOOD_PROGRAMS,
          UNDERSTOOD_BUILTINS,
          UNDERSTOOD_REDIRECTIONS,
          UNDERSTOOD_VARIABLES ->
          texts / 300;
      case DENIED_PROGRAM_NEVER_RUNS, DENIED_PROGRAM_IS_DENIED, DENIED_FILE_NEVER_TOUCHED -> texts;
    };
  }

  private Thresholds() {}
}
