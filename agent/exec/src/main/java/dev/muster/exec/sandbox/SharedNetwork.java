package dev.muster.exec.sandbox;

import dev.muster.exec.Companion;
import dev.muster.exec.egress.EgressProxy;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A network of its own for the commands of a session: a loopback, on which one port leads to the
 * proxy, and nothing else.
 *
 * <p>All commands that may reach the same hosts share it, so that one can start a server that
 * another one asks. A small process holds it; the commands cannot see that process.
 */
final class SharedNetwork implements AutoCloseable {

  private static final long LISTENS_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Companion holder;
  private final EgressProxy proxy;
  private final int port;
  private final long pid;
  private final boolean userNamespaces;

  private SharedNetwork(
      Companion holder, EgressProxy proxy, int port, long pid, boolean userNamespaces) {
    this.holder = holder;
    this.proxy = proxy;
    this.port = port;
    this.pid = pid;
    this.userNamespaces = userNamespaces;
  }

  /**
   * Makes a network whose way out is a proxy, which belongs to it from then on.
   *
   * @param socket where the proxy is to listen; nothing stands there yet
   * @param socat a socat that may be trusted, or {@code null}
   * @throws IOException when it cannot be made
   */
  static SharedNetwork start(
      Bubblewrap bubblewrap, EgressProxy proxy, Path socket, @Nullable Path socat)
      throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      listener.bind(UnixDomainSocketAddress.of(socket));
      proxy.serve(listener, "");
      Relay relay = Relay.to(socket, socat).orElseThrow(() -> new IOException("there is no relay"));
      boolean users = bubblewrap.abilities().userNamespaces();
      List<String> argv = new ArrayList<>(List.of(bubblewrap.program().toString()));
      if (users) {
        argv.add("--unshare-user");
      }
      argv.addAll(List.of("--unshare-net", "--dev-bind", "/", "/", "--cap-drop", "ALL", "--"));
      argv.addAll(relay.argv());
      Companion holder = Companion.start(argv, Path.of("/"), Map.of("PATH", "/usr/bin:/bin"));
      String[] line = holder.firstLine().split(" ", -1);
      int port = Integer.parseInt(line[0]);
      long pid = Long.parseLong(line[1]);
      if (relay.slow() && !listens(pid, port)) {
        holder.close();
        throw new IOException("the relay does not listen");
      }
      return new SharedNetwork(holder, proxy, port, pid, users);
    } catch (IOException | RuntimeException e) {
      proxy.close();
      listener.close();
      throw e instanceof IOException io ? io : new IOException(e);
    }
  }

  /** Waits until a port of the network of that process is listened on. */
  private static boolean listens(long pid, int port) {
    String wanted = "0100007F:" + String.format(Locale.ROOT, "%04X", port) + " 00000000:0000 0A";
    long deadline = System.nanoTime() + LISTENS_NANOS;
    while (System.nanoTime() < deadline) {
      try {
        String table =
            Files.readString(Path.of("/proc/" + pid + "/net/tcp"), StandardCharsets.US_ASCII);
        if (table.contains(wanted)) {
          return true;
        }
      } catch (IOException gone) {
        return false;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return false;
  }

  /** What stands before the command that is to join. */
  List<String> enter(Path nsenter) {
    List<String> enter = new ArrayList<>();
    enter.addAll(List.of(nsenter.toString(), "--target", Long.toString(pid), "--net"));
    if (userNamespaces) {
      enter.addAll(List.of("--user", "--preserve-credentials"));
    }
    enter.add("--");
    return enter;
  }

  /** The port of the loopback that leads to the proxy. */
  int port() {
    return port;
  }

  /** The proxy. */
  EgressProxy proxy() {
    return proxy;
  }

  /** Whether it can still be joined. */
  boolean isAlive() {
    return holder.isAlive();
  }

  @Override
  public void close() {
    proxy.close();
    holder.close();
  }
}
