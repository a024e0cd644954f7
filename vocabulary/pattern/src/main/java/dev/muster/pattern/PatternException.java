package dev.muster.pattern;

/** A pattern that means nothing, with the reason. */
public final class PatternException extends Exception {

  private static final long serialVersionUID = 1L;

  PatternException(String message) {
    super(message);
  }
}
