package dev.muster.domain;

/** The store could not be reached, or refused; the message says how and what to do. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With what happened, and why. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
