package dev.muster.exec.egress;

import dev.muster.pattern.HostName;
import dev.muster.pattern.HostRules;
import dev.muster.pattern.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;

/** Decides where a connection to a host may go. */
final class Route {

  /** What came of it. */
  sealed interface Decision {

    /** To one of these addresses, each of which was checked; none where another proxy resolves. */
    record To(List<IpAddress> addresses) implements Decision {
      public To {
        addresses = List.copyOf(addresses);
      }
    }

    /** Nowhere. */
    record Refused(String reason) implements Decision {}

    /** The name leads nowhere. */
    record Unknown(String reason) implements Decision {}
  }

  private final HostGate gate;
  private final Resolver resolver;
  private final boolean forwarded;

  /**
   * Decides by a gate.
   *
   * @param forwarded whether another proxy resolves names, so that only their text can be judged
   */
  Route(HostGate gate, Resolver resolver, boolean forwarded) {
    this.gate = gate;
    this.resolver = resolver;
    this.forwarded = forwarded;
  }

  Decision decide(HostName host, int port) {
    return switch (gate.judge(host, port)) {
      case HostRules.Verdict.Denied(var by) ->
          new Decision.Refused("is denied by \"" + by.text() + "\"");
      case HostRules.Verdict.Unlisted unlisted ->
          new Decision.Refused("is not among the hosts that commands may reach");
      case HostRules.Verdict.Allowed(boolean literally) -> allowed(host, port, literally);
    };
  }

  private Decision allowed(HostName host, int port, boolean literally) {
    List<IpAddress> found;
    switch (host) {
      case HostName.Literal(IpAddress address) -> found = List.of(address);
      case HostName.Domain domain -> {
        if (forwarded) {
          return new Decision.To(List.of());
        }
        try {
          found = resolver.resolve(domain.text());
        } catch (IOException nowhere) {
          return new Decision.Unknown("cannot be found");
        }
      }
    }
    List<IpAddress> checked = new ArrayList<>();
    String reason = "cannot be found";
    for (IpAddress address : found) {
      String wrong = wrong(address, port, literally);
      if (wrong.isEmpty()) {
        checked.add(address);
      } else {
        reason = wrong;
      }
    }
    return checked.isEmpty() ? new Decision.Refused(reason) : new Decision.To(checked);
  }

  /** Why no connection goes to that address; empty when one may. */
  private String wrong(IpAddress address, int port, boolean literally) {
    HostRules.Verdict verdict = gate.judge(new HostName.Literal(address), port);
    if (verdict instanceof HostRules.Verdict.Denied(var by)) {
      return "leads to an address that is denied by \"" + by.text() + "\"";
    }
    if (verdict instanceof HostRules.Verdict.Allowed(boolean named) && named) {
      return "";
    }
    if (isOurs(address)) {
      return "leads to this machine";
    }
    return switch (address.reach()) {
      case PUBLIC -> "";
      case PRIVATE ->
          literally ? "" : "leads to a private address, and no rule names the host in full";
      case THIS_MACHINE -> "leads to this machine";
      case LINK_OR_CLOUD -> "leads to an address of the local link or of a cloud's own services";
      case NO_ONE -> "leads to an address that belongs to no one host";
    };
  }

  private static boolean isOurs(IpAddress address) {
    try {
      Enumeration<NetworkInterface> interfaces = NetworkInterface.getNetworkInterfaces();
      while (interfaces.hasMoreElements()) {
        Enumeration<InetAddress> own = interfaces.nextElement().getInetAddresses();
        while (own.hasMoreElements()) {
          if (IpAddress.of(own.nextElement().getAddress()).equals(address)) {
            return true;
          }
        }
      }
      return false;
    } catch (IOException cannotTell) {
      return true;
    }
  }
}
