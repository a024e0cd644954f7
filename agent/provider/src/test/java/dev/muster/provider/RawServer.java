package dev.muster.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** A server on a real socket that answers HTTP/1.1 requests as a script says, byte by byte. */
final class RawServer implements AutoCloseable {

  /** One request as it arrived; header names in lower case. */
  record Seen(String line, Map<String, String> headers, String body) {}

  /** Answers one request; may end the connection by closing it. */
  @FunctionalInterface
  interface Script {
    void answer(Seen request, int number, Connection connection) throws Exception;
  }

  /** The connection to answer on. */
  record Connection(Socket socket, OutputStream out) {
    void send(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    void respond(int status, String headers, String body) throws IOException {
      int length = body.getBytes(StandardCharsets.UTF_8).length;
      send(
          "HTTP/1.1 "
              + status
              + " X\r\n"
              + headers
              + "content-length: "
              + length
              + "\r\n\r\n"
              + body);
    }

    void stream(String events) throws IOException {
      startStream();
      chunk(events);
      send("0\r\n\r\n");
    }

    void startStream() throws IOException {
      send(
          String.join(
              "\r\n",
              "HTTP/1.1 200 OK",
              "content-type: text/event-stream",
              "request-id: req_h",
              "transfer-encoding: chunked",
              "",
              ""));
    }

    void chunk(String text) throws IOException {
      if (text.isEmpty()) {
        return;
      }
      int length = text.getBytes(StandardCharsets.UTF_8).length;
      send(Integer.toHexString(length) + "\r\n" + text + "\r\n");
    }

    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Waits until the other side closes. */
    void awaitClose() throws IOException {
      while (socket.getInputStream().read() >= 0) {
        // whatever comes is not of interest
      }
    }
  }

  private final ServerSocket listener;
  private final Script script;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  final List<Seen> requests = new CopyOnWriteArrayList<>();
  final CountDownLatch clientGone = new CountDownLatch(1);

  RawServer(Script script) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
  }

  private RawServer(ServerSocket listener, Script script) {
    this.listener = listener;
    this.script = script;
    Thread.ofVirtual().start(this::accept);
  }

  static RawServer secure(SSLContext context, boolean clientCertificate, Script script)
      throws IOException {
    javax.net.ssl.SSLServerSocket listener =
        (javax.net.ssl.SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    listener.setNeedClientAuth(clientCertificate);
    return new RawServer(listener, script);
  }

  int port() {
    return listener.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        open.add(socket);
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      Connection connection = new Connection(socket, socket.getOutputStream());
      Seen request = read(in);
      while (request != null) {
        requests.add(request);
        script.answer(request, requests.size(), connection);
        request = socket.isClosed() ? null : read(in);
      }
    } catch (Exception broke) {
      clientGone.countDown();
    }
    clientGone.countDown();
  }

  static Seen read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int last = 0;
    while (last != 0x0d0a0d0a) {
      int b = in.read();
      if (b < 0) {
        return null;
      }
      head.write(b);
      last = last << 8 | b;
    }
    String[] lines = head.toString(StandardCharsets.ISO_8859_1).split("\r\n", -1);
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
      int colon = lines[i].indexOf(':');
      headers.put(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Seen(lines[0], headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
