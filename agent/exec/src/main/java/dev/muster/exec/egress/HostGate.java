package dev.muster.exec.egress;

import dev.muster.pattern.HostName;
import dev.muster.pattern.HostRules;

/** Says whether a host may be reached. Implementations are safe for use by several threads. */
@FunctionalInterface
public interface HostGate {

  /** Judges a host as a client named it, or an address that a name led to. */
  HostRules.Verdict judge(HostName host, int port);
}
