package dev.muster.exec.egress;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The way from confined commands to the network: HTTP tunnels and requests, and SOCKS5, on one
 * listener.
 *
 * <p>Each host is parsed strictly, judged by a gate that is handed in, resolved once, and connected
 * to at exactly the addresses that were judged. Addresses that are not of the internet at large
 * need a rule that names them. What is refused is kept to be told. Safe for use by several threads.
 */
public final class EgressProxy implements AutoCloseable {

  /** How many connections may be open at once. */
  static final int MOST_CONNECTIONS = 512;

  /** How many refusals are kept; later ones are counted with the last. */
  private static final int MOST_REFUSALS = 10_000;

  private static final Duration LOOK = Duration.ofSeconds(1);

  /**
   * How long a connection may be silent.
   *
   * @param head until it has said where it wants to go
   * @param joined once it is connected
   */
  public record Patience(Duration head, Duration joined) {

    /** Half a minute, and a quarter of an hour. */
    public static final Patience USUAL =
        new Patience(Duration.ofSeconds(30), Duration.ofMinutes(15));
  }

  private final Route route;
  private final @Nullable Upstream upstream;
  private final Patience patience;
  private final Set<Exchange> open = ConcurrentHashMap.newKeySet();
  private final List<ServerSocketChannel> listeners = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private volatile boolean closed;

  /**
   * A proxy.
   *
   * @param upstream another proxy through which everything goes, or {@code null}
   */
  public EgressProxy(
      HostGate gate, Resolver resolver, @Nullable Upstream upstream, Patience patience) {
    this.route = new Route(gate, resolver, upstream != null);
    this.upstream = upstream;
    this.patience = patience;
    Thread.ofVirtual().name("egress-idle").start(this::watch);
  }

  /**
   * Serves whoever connects to a listener, which belongs to the proxy from then on.
   *
   * @param secret what clients must give as their password; empty where only those can connect who
   *     may
   */
  public void serve(ServerSocketChannel listener, String secret) {
    synchronized (listeners) {
      listeners.add(listener);
    }
    Thread.ofVirtual().name("egress").start(() -> accept(listener, secret));
  }

  private void accept(ServerSocketChannel listener, String secret) {
    while (!closed && listener.isOpen()) {
      SocketChannel client;
      try {
        client = listener.accept();
      } catch (IOException closedOrOutOfFiles) {
        LockSupport.parkNanos(10_000_000);
        continue;
      }
      Exchange exchange = new Exchange(this, client, secret);
      if (closed || open.size() >= MOST_CONNECTIONS) {
        exchange.close();
        continue;
      }
      open.add(exchange);
      Thread.ofVirtual()
          .name("egress-client")
          .start(() -> {
            try {
              exchange.run();
            } finally {
              open.remove(exchange);
            }
          });
    }
  }

  private void watch() {
    while (!closed) {
      LockSupport.parkNanos(LOOK.toNanos());
      for (Exchange exchange : open) {
        Duration most = exchange.isJoined() ? patience.joined() : patience.head();
        if (exchange.idle() > most.toNanos()) {
          exchange.close();
        }
      }
    }
  }

  Route route() {
    return route;
  }

  @Nullable Upstream upstream() {
    return upstream;
  }

  void refuse(String host, int port, String reason) {
    synchronized (refusals) {
      if (refusals.size() < MOST_REFUSALS) {
        refusals.add(new Refusal(Printable.of(host), port, reason));
      }
    }
  }

  /** How many connections were refused so far. */
  public int refused() {
    synchronized (refusals) {
      return refusals.size();
    }
  }

  /** The refusals after the first so many, each once. */
  public List<Refusal> refusedSince(int mark) {
    synchronized (refusals) {
      return refusals.subList(Math.min(mark, refusals.size()), refusals.size()).stream()
          .distinct()
          .toList();
    }
  }

  /** Ends every connection and accepts none any more. */
  @Override
  public void close() {
    closed = true;
    synchronized (listeners) {
      for (ServerSocketChannel listener : listeners) {
        try {
          listener.close();
        } catch (IOException alreadyGone) {
          // It accepts nothing any more.
        }
      }
    }
    open.forEach(Exchange::close);
  }
}
