package dev.muster.permission.shell.syntax;

/** Ends a reading at the first thing that is not read; never leaves this package. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * With a reason and nothing else, since many are made and thrown.
   *
   * @param what stands there, to be put after "contains"
   */
  Refusal(String what) {
    super(what, null, false, false);
  }

  String what() {
    return String.valueOf(getMessage());
  }
}
