package dev.muster.server.run;

import dev.muster.server.config.Config;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The names under which the console answers. A request for another host is refused: a web page that
 * makes a browser take its own name for this machine's address gets nowhere.
 */
final class Hosts {

  private final Set<String> names = new HashSet<>(Set.of("localhost", "127.0.0.1", "::1"));

  Hosts(Config.Listen listen) {
    names.add(listen.address().toLowerCase(Locale.ROOT));
    for (String host : listen.hosts()) {
      names.add(host.toLowerCase(Locale.ROOT));
    }
  }

  /**
   * Whether a request's host is one of them.
   *
   * @param host as the request names it, without a port
   * @param reached the address of this machine that the client connected to
   */
  boolean admits(String host, String reached) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.startsWith("[") && name.endsWith("]")) {
      name = name.substring(1, name.length() - 1);
    }
    return names.contains(name) || name.equals(reached);
  }
}
