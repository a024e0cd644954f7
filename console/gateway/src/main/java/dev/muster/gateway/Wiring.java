package dev.muster.gateway;

import dev.muster.domain.Keys;
import dev.muster.domain.Ledger;
import dev.muster.domain.RateGate;
import java.time.InstantSource;

/** What every request of a gateway uses. */
record Wiring(
    GatewaySettings settings,
    Authorised.Rules rules,
    Keys keys,
    Ledger ledger,
    Watch watch,
    Shared shared) {

  /** Who is told what happens, and by which clock. */
  record Watch(GatewayEvents events, InstantSource clock) {
    long nanos() {
      return System.nanoTime();
    }
  }

  /** What requests have in common. */
  record Shared(InFlight inFlight, RateGate rates, OutgoingMaker outgoing, Ids ids) {}
}
