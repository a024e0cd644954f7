package dev.muster.domain;

/** What became of a presented key. */
public sealed interface KeyCheck {

  /** It is a key in force. */
  record Known(Caller caller) implements KeyCheck {}

  /** There is no such key. */
  record Unknown() implements KeyCheck {}

  /** There was such a key: it has been revoked, has expired, or what it belonged to is archived. */
  record Revoked() implements KeyCheck {}

  /**
   * Nobody can say just now, so the request is to be refused as one that may be tried again.
   *
   * @param why for an operator
   */
  record Unavailable(String why) implements KeyCheck {}
}
