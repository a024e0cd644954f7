package dev.muster.domain;

import java.time.Instant;

/** What became of a request for leave to spend. */
public sealed interface Admission {

  /** It may be forwarded. */
  record Granted(Reserved reserved) implements Admission {}

  /**
   * A hard cap has no room for its bound.
   *
   * @param cap of those without room the one that begins anew last
   * @param spentNanos what is spent and set aside under it in the present window
   * @param resetsAt when the cap begins anew
   */
  record Refused(Cap cap, long spentNanos, Instant resetsAt) implements Admission {}

  /**
   * The ledger cannot make a reservation durable just now.
   *
   * @param why for an operator
   */
  record Unavailable(String why) implements Admission {}
}
