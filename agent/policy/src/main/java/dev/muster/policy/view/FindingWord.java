package dev.muster.policy.view;

import dev.muster.permission.Finding;
import dev.muster.protocol.Verdict;

/** The words for findings and verdicts. */
public final class FindingWord {

  private FindingWord() {}

  /** The word for a finding about a part. */
  public static String of(Finding.Kind kind) {
    return switch (kind) {
      case ALLOW -> "auto";
      case OPEN -> "open";
      case GUARDED -> "guard";
      case ASK -> "ask";
      case DENY -> "deny";
    };
  }

  /** The tone of a finding. */
  public static Tone tone(Finding.Kind kind) {
    return switch (kind) {
      case ALLOW -> Tone.GOOD;
      case OPEN, GUARDED, ASK -> Tone.UNSURE;
      case DENY -> Tone.BAD;
    };
  }

  /** The word for a verdict: {@code auto}, {@code ask} or {@code deny}. */
  public static String of(Verdict verdict) {
    return switch (verdict) {
      case ALLOW -> "auto";
      case ASK -> "ask";
      case DENY -> "deny";
    };
  }

  /** The tone of a verdict. */
  public static Tone tone(Verdict verdict) {
    return switch (verdict) {
      case ALLOW -> Tone.GOOD;
      case ASK -> Tone.UNSURE;
      case DENY -> Tone.BAD;
    };
  }
}
