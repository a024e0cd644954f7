package dev.muster.workspace.search;

/**
 * A text that stops a regular expression that looks at it too often, or whose search was cancelled.
 *
 * <p>For use by one thread.
 */
final class GuardedText implements CharSequence {

  /** Thrown out of the matcher when it takes too many steps. */
  static final class TooManyStepsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyStepsException() {
      super("too many steps", null, false, false);
    }
  }

  private static final int BASE_STEPS = 20_000_000;
  private static final int STEPS_PER_CHARACTER = 100;
  private static final int CHECK = 1 << 16;

  private final String text;
  private final Cancellation cancellation;
  private final long allowed;
  private long left;
  private int untilCheck = CHECK;

  GuardedText(String text, Cancellation cancellation) {
    this.text = text;
    this.cancellation = cancellation;
    this.allowed = BASE_STEPS + (long) STEPS_PER_CHARACTER * text.length();
    this.left = allowed;
  }

  /** Starts another attempt to match. */
  void restart() {
    left = allowed;
  }

  @Override
  public char charAt(int index) {
    if (--untilCheck == 0) {
      check();
    }
    return text.charAt(index);
  }

  private void check() {
    untilCheck = CHECK;
    left -= CHECK;
    if (left < 0 || cancellation.isCancelled()) {
      throw new TooManyStepsException();
    }
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
