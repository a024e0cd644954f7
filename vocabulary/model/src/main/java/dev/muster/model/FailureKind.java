package dev.muster.model;

import java.util.Locale;

/** What kind of failure kept a model from answering. */
public enum FailureKind {
  /** No credential is configured, or the helper that prints it failed. */
  NO_CREDENTIAL,
  AUTHENTICATION,
  PERMISSION,
  BILLING,
  INVALID_REQUEST,
  /** The prompt is longer than the model takes. */
  PROMPT_TOO_LONG,
  REQUEST_TOO_LARGE,
  NOT_FOUND,
  RATE_LIMIT,
  OVERLOADED,
  SERVER_ERROR,
  /** The request was sent, or may have been, and no answer came in time. */
  TIMEOUT,
  /** The connection broke; the request may have arrived. */
  NETWORK,
  /** No connection came about, so that nothing was sent. */
  UNREACHABLE;

  /** The name that scripts see. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
