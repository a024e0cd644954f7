package dev.muster.exec.sandbox;

import dev.muster.exec.relay.RelayMain;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The program that carries connections from a network without a way out to the proxy's socket:
 * socat where it is installed, a small program of our own otherwise.
 *
 * @param argv prints its port and its process id, and ends when its standard input does
 * @param slow whether it prints them before it listens
 */
record Relay(List<String> argv, boolean slow) {

  /** In a network of its own every port is free. */
  private static final int PORT = 62_100;

  private static final String BY_SOCAT =
      "\"$1\" TCP4-LISTEN:\"$2\",bind=127.0.0.1,reuseaddr,fork,backlog=128 UNIX-CONNECT:\"$3\" &"
          + " relay=$!; echo \"$2 $$\"; cat >/dev/null; kill \"$relay\"";

  Relay {
    argv = List.copyOf(argv);
  }

  /**
   * The relay to a socket.
   *
   * @param socat a socat that may be trusted, or {@code null}
   */
  static Optional<Relay> to(Path socket, @Nullable Path socat) {
    return socat != null && isPlain(socket) ? Optional.of(bySocat(socket, socat)) : byJava(socket);
  }

  static Relay bySocat(Path socket, Path socat) {
    return new Relay(
        List.of(
            "/bin/sh",
            "-c",
            BY_SOCAT,
            "muster-relay",
            socat.toString(),
            Integer.toString(PORT),
            socket.toString()),
        true);
  }

  /** Ours; empty where it cannot be found out where its code is. */
  static Optional<Relay> byJava(Path socket) {
    return OwnCode.path()
        .map(code ->
            new Relay(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:-UsePerfData",
                    "-Xmx32m",
                    "-Xss256k",
                    "-cp",
                    code.toString(),
                    RelayMain.class.getName(),
                    socket.toString()),
                false));
  }

  /** Whether socat, which gives some characters a meaning, takes a path as it is. */
  private static boolean isPlain(Path path) {
    String text = path.toString();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && "/._-".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Where this module's code is, for programs of our own that run beside the agent. */
  static final class OwnCode {
    private OwnCode() {}

    static Optional<Path> path() {
      CodeSource source = Relay.class.getProtectionDomain().getCodeSource();
      try {
        return source == null
            ? Optional.empty()
            : Optional.of(Path.of(source.getLocation().toURI()));
      } catch (URISyntaxException | IllegalArgumentException noFile) {
        return Optional.empty();
      }
    }
  }
}
