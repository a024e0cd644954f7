package dev.muster.gateway;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers each request with whatever bytes a test writes. */
final class RawUpstream implements AutoCloseable {

  record Request(String method, String path, Map<String, String> headers, String text) {

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  interface Answer {
    /** Writes an answer; the connection closes afterwards. */
    void write(Request request, Socket socket, OutputStream out) throws Exception;
  }

  final List<Request> requests = new CopyOnWriteArrayList<>();
  private final ServerSocket server;
  private final Answer answer;

  private RawUpstream(ServerSocket server, Answer answer) {
    this.server = server;
    this.answer = answer;
  }

  static RawUpstream start(Answer answer) {
    try {
      RawUpstream upstream =
          new RawUpstream(new ServerSocket(0, 500, InetAddress.getLoopbackAddress()), answer);
      Thread.ofVirtual().start(upstream::accept);
      return upstream;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      Request request = read(new BufferedInputStream(socket.getInputStream()));
      requests.add(request);
      answer.write(request, socket, socket.getOutputStream());
      socket.getOutputStream().flush();
    } catch (Exception gone) {
      // The gateway may leave at any time.
    }
  }

  private static Request read(InputStream in) throws IOException {
    String[] first = line(in).split(" ", -1);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Request(
        first[0], first[1], headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException();
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  static void head(OutputStream out, int status, String type, String more) throws IOException {
    String head =
        "HTTP/1.1 "
            + status
            + " X\r\ncontent-type: "
            + type
            + "\r\n"
            + more
            + "connection: close\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  static void json(OutputStream out, int status, String body) throws IOException {
    head(out, status, "application/json", "");
    out.write(body.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
