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
  TIMEOUT,
  /** No connection, or it broke. */
  NETWORK;

  /** The name that scripts see. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
