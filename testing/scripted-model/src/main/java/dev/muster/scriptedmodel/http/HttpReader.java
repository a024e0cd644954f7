package dev.muster.scriptedmodel.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the requests of one connection, one after another. For use by one thread. */
final class HttpReader {

  private static final int MAX_HEAD = 64 * 1024;
  private static final int MAX_BODY = 32 * 1024 * 1024;
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[16 * 1024];
  private int next;
  private int end;

  HttpReader(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /** The next request, or {@code null} when the client is done. */
  @Nullable HttpRequest next() throws IOException, HttpRefusal {
    String start = line(MAX_HEAD);
    if (start == null) {
      return null;
    }
    String[] parts = start.split(" ", -1);
    if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
      throw new HttpRefusal(400, "not an HTTP/1.1 request line");
    }
    Map<String, String> headers = headers();
    byte[] body = body(headers);
    String target = pathOf(parts[1]);
    int question = target.indexOf('?');
    return new HttpRequest(
        parts[0],
        question < 0 ? target : target.substring(0, question),
        question < 0 ? "" : target.substring(question + 1),
        headers,
        body);
  }

  private static String pathOf(String target) {
    int scheme = target.indexOf("://");
    if (scheme < 0) {
      return target;
    }
    int slash = target.indexOf('/', scheme + 3);
    return slash < 0 ? "/" : target.substring(slash);
  }

  private Map<String, String> headers() throws IOException, HttpRefusal {
    Map<String, String> headers = new LinkedHashMap<>();
    int room = MAX_HEAD;
    while (true) {
      String line = line(room);
      if (line == null) {
        throw new EOFException("the connection ended within the headers");
      }
      if (line.isEmpty()) {
        return headers;
      }
      room -= line.length();
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new HttpRefusal(400, "a header without a name");
      }
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      headers.merge(name, line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
    }
  }

  private byte[] body(Map<String, String> headers) throws IOException, HttpRefusal {
    String length = headers.get("content-length");
    boolean chunked =
        headers.getOrDefault("transfer-encoding", "").toLowerCase(Locale.ROOT).contains("chunked");
    if (length == null && !chunked) {
      return new byte[0];
    }
    if ("100-continue".equalsIgnoreCase(headers.get("expect"))) {
      out.write(CONTINUE);
      out.flush();
    }
    if (chunked) {
      return chunks();
    }
    long wanted = number(length == null ? "" : length, 10);
    if (wanted > MAX_BODY) {
      throw new HttpRefusal(413, "Request exceeds the maximum size");
    }
    return exactly((int) wanted);
  }

  private byte[] chunks() throws IOException, HttpRefusal {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String line = line(1024);
      if (line == null) {
        throw new EOFException("the connection ended within the body");
      }
      int semicolon = line.indexOf(';');
      long size = number(semicolon < 0 ? line : line.substring(0, semicolon), 16);
      if (body.size() + size > MAX_BODY) {
        throw new HttpRefusal(413, "Request exceeds the maximum size");
      }
      if (size == 0) {
        break;
      }
      body.writeBytes(exactly((int) size));
      line(2);
    }
    String trailer = line(MAX_HEAD);
    while (trailer != null && !trailer.isEmpty()) {
      trailer = line(MAX_HEAD);
    }
    return body.toByteArray();
  }

  private static long number(String text, int radix) throws HttpRefusal {
    try {
      long value = Long.parseLong(text.strip(), radix);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // Refused below, like a negative one.
    }
    throw new HttpRefusal(400, "not a length: " + text);
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = new byte[length];
    int at = Math.min(length, end - next);
    System.arraycopy(buffer, next, bytes, 0, at);
    next += at;
    while (at < length) {
      int read = in.read(bytes, at, length - at);
      if (read < 0) {
        throw new EOFException("the connection ended within the body");
      }
      at += read;
    }
    return bytes;
  }

  private @Nullable String line(int limit) throws IOException, HttpRefusal {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    while (true) {
      if (next == end) {
        next = 0;
        end = Math.max(0, in.read(buffer));
        if (end == 0) {
          if (line.size() == 0) {
            return null;
          }
          throw new EOFException("the connection ended within a line");
        }
      }
      byte b = buffer[next++];
      if (b == '\n') {
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      }
      if (line.size() > limit) {
        throw new HttpRefusal(431, "the request's head is too long");
      }
      line.write(b);
    }
  }
}
