package dev.muster.scriptedmodel.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/** Listens on the loopback address; each connection has a virtual thread. */
public final class HttpServer implements AutoCloseable {

  private final ServerSocket listener;
  private final Handler handler;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closing = new CountDownLatch(1);

  private HttpServer(ServerSocket listener, Handler handler) {
    this.listener = listener;
    this.handler = handler;
  }

  /**
   * Starts listening.
   *
   * @param port 0 for any free one
   * @param tls when given, the server speaks TLS
   * @param clientCertificates whether a client must show a certificate; only with {@code tls}
   */
  public static HttpServer start(
      int port, @Nullable SSLContext tls, boolean clientCertificates, Handler handler) {
    try {
      ServerSocket listener =
          tls == null ? new ServerSocket() : tls.getServerSocketFactory().createServerSocket();
      if (listener instanceof SSLServerSocket secured) {
        secured.setNeedClientAuth(clientCertificates);
      }
      listener.setReuseAddress(true);
      listener.bind(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 1024);
      HttpServer server = new HttpServer(listener, handler);
      Thread.ofPlatform().daemon().name("scripted-model").start(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on port " + port, e);
    }
  }

  /** The port listened on. */
  public int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException closedOrOneBadHandshake) {
        // The loop's condition tells which; a listener that is open goes on.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      HttpReader reader = new HttpReader(socket.getInputStream(), socket.getOutputStream());
      Connection connection = new Connection(socket, closing);
      try {
        HttpRequest request = reader.next();
        while (request != null) {
          handler.handle(request, connection);
          if (connection.broken() || "close".equalsIgnoreCase(request.header("connection"))) {
            return;
          }
          request = reader.next();
        }
      } catch (HttpRefusal refusal) {
        byte[] text = refusal.text().getBytes(StandardCharsets.UTF_8);
        connection.whole(refusal.status(), Map.of("connection", "close"), text, true);
      }
    } catch (IOException clientLeft) {
      // Clients may leave whenever they like.
    } finally {
      open.remove(socket);
    }
  }

  /** Stops listening and closes every connection. */
  @Override
  public void close() {
    closing.countDown();
    closeQuietly(listener);
    for (Socket socket : open) {
      closeQuietly(socket);
    }
  }

  private static void closeQuietly(java.io.Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException alreadyGone) {
      // Nothing is lost: it was to be closed.
    }
  }
}
