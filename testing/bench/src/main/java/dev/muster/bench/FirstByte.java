package dev.muster.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/**
 * A server that tells when the first byte of each request came, and refuses the request once it has
 * read all of it.
 *
 * <p>It prints {@code listening on URL}, then a line for each request: the time of its first byte
 * and of its last one, both in nanoseconds since 1970, and how many bytes the body had.
 */
public final class FirstByte {

  private static final String REFUSAL =
      "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"enough\"}}";

  private FirstByte() {}

  /** Serves until it is killed. */
  public static void main(String[] arguments) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      System.out.println("listening on http://127.0.0.1:" + server.getLocalPort());
      while (true) {
        try (Socket client = server.accept()) {
          serve(client);
        }
      }
    }
  }

  private static void serve(Socket client) throws IOException {
    InputStream in = client.getInputStream();
    int read = in.read();
    if (read < 0) {
      return;
    }
    Instant first = Instant.now();
    StringBuilder head = new StringBuilder();
    while (read >= 0 && head.indexOf("\r\n\r\n") < 0) {
      head.append((char) read);
      read = head.indexOf("\r\n\r\n") < 0 ? in.read() : 0;
    }
    long length = length(head.toString().toLowerCase(Locale.ROOT));
    in.skipNBytes(length);
    Instant last = Instant.now();
    client
        .getOutputStream()
        .write(
            ("HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\nconnection: close\r\n"
                    + "content-length: "
                    + REFUSAL.length()
                    + "\r\n\r\n"
                    + REFUSAL)
                .getBytes(StandardCharsets.US_ASCII));
    System.out.println(nanos(first) + " " + nanos(last) + " " + length);
  }

  private static long length(String head) {
    for (String line : head.split("\r\n")) {
      if (line.startsWith("content-length:")) {
        return Long.parseLong(line.substring("content-length:".length()).strip());
      }
    }
    return 0;
  }

  private static String nanos(Instant time) {
    return time.getEpochSecond() + String.format(Locale.ROOT, "%09d", time.getNano());
  }
}
