package dev.muster.exec.sandbox;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds the environment of a confined command. For one thread. */
final class ConfinedEnvironment {

  /** By which scripts can tell that they run confined, and by what. */
  static final String MARK = "MUSTER_SANDBOX";

  private static final List<String> PROXIES =
      List.of("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy");

  /** Variables that lead to services which a confined command cannot reach. */
  private static final Set<String> SERVICES =
      Set.of("SSH_AUTH_SOCK", "GPG_AGENT_INFO", "DBUS_SESSION_BUS_ADDRESS", "XAUTHORITY");

  private final Map<String, String> variables;

  ConfinedEnvironment(Map<String, String> variables) {
    this.variables = new HashMap<>(variables);
  }

  void without(Set<String> names) {
    variables.keySet().removeAll(names);
  }

  void withoutServices() {
    variables.keySet().removeAll(SERVICES);
  }

  void temporary(Path folder) {
    variables.put("TMPDIR", folder.toString());
    variables.remove("TMP");
    variables.remove("TEMP");
  }

  /** Programs reach the network through a proxy. */
  void proxy(String url) {
    for (String name : PROXIES) {
      variables.put(name, url);
    }
    String local = "localhost,127.0.0.1,::1";
    variables.put("NO_PROXY", local);
    variables.put("no_proxy", local);
    variables.put("NODE_USE_ENV_PROXY", "1");
  }

  /** Programs reach no network, so that they need not look for a proxy either. */
  void noProxy() {
    variables.keySet().removeAll(PROXIES);
  }

  Map<String, String> build(String backend) {
    variables.put(MARK, backend);
    return variables;
  }
}
