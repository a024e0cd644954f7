package dev.muster.headless;

/** A signal that ends a run in good order. */
public enum Signal {
  INTERRUPT(2),
  HANG_UP(1),
  TERMINATE(15);

  private final int number;

  Signal(int number) {
    this.number = number;
  }

  /** The exit code of a run that it ended: 128 and its number. */
  public int exitCode() {
    return 128 + number;
  }
}
