package dev.muster.exec.egress;

import dev.muster.pattern.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Finds the addresses of a name. Implementations are safe for use by several threads. */
@FunctionalInterface
public interface Resolver {

  /** Asks the system. */
  Resolver SYSTEM =
      host -> {
        List<IpAddress> addresses = new ArrayList<>();
        for (InetAddress found : InetAddress.getAllByName(host)) {
          addresses.add(IpAddress.of(found.getAddress()));
        }
        return addresses;
      };

  /**
   * The addresses of a name, the preferred first.
   *
   * @throws IOException when there are none
   */
  List<IpAddress> resolve(String host) throws IOException;
}
