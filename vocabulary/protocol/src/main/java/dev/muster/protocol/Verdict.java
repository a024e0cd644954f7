package dev.muster.protocol;

/** What was decided about a call. */
public enum Verdict {
  ALLOW,
  ASK,
  DENY
}
