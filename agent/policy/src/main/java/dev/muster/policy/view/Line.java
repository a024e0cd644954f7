package dev.muster.policy.view;

/**
 * A line to show.
 *
 * @param tone of the label
 * @param label may be empty
 * @param text what it says, already printable
 */
public record Line(Tone tone, String label, String text) {

  /** A line without a label. */
  public static Line of(String text) {
    return new Line(Tone.PLAIN, "", text);
  }

  /** A line with a quiet label. */
  public static Line of(String label, String text) {
    return new Line(Tone.QUIET, label, text);
  }
}
