package dev.muster.scriptedmodel.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The answering side of one connection. For use by one thread.
 *
 * <p>A body is either sent {@linkplain #whole whole} or in chunks; chunks are gathered until {@link
 * #flush}. After {@link #drop} or {@link #reset} nothing more may be sent.
 */
public final class Connection {

  private final Socket socket;
  private final Gathered out;
  private final CountDownLatch closing;
  private boolean broken;

  Connection(Socket socket, CountDownLatch closing) throws IOException {
    this.socket = socket;
    this.out = new Gathered(socket.getOutputStream());
    this.closing = closing;
  }

  /** Sends a whole answer. */
  public void whole(int status, Map<String, String> headers, byte[] body, boolean withBody)
      throws IOException {
    head(status, headers);
    out.ascii("content-length: ");
    out.ascii(Integer.toString(body.length));
    out.ascii("\r\n\r\n");
    if (withBody) {
      out.write(body, 0, body.length);
    }
    out.flush();
  }

  /** Sends the head of an answer whose body follows in chunks. */
  public void startChunks(int status, Map<String, String> headers) throws IOException {
    head(status, headers);
    out.ascii("transfer-encoding: chunked\r\n\r\n");
  }

  /** Adds one chunk. */
  public void chunk(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return;
    }
    out.ascii(Integer.toHexString(length));
    out.ascii("\r\n");
    out.write(bytes, offset, length);
    out.ascii("\r\n");
  }

  /** Ends a body in chunks properly. */
  public void endChunks() throws IOException {
    out.ascii("0\r\n\r\n");
    out.flush();
  }

  /** Sends bytes as they are, whatever HTTP would want. */
  public void raw(byte[] bytes) throws IOException {
    out.write(bytes, 0, bytes.length);
    out.flush();
  }

  /** Hands what was gathered to the network. */
  public void flush() throws IOException {
    out.flush();
  }

  /** Waits that long, or until the server closes. */
  public void pause(long millis) throws IOException {
    if (millis <= 0) {
      return;
    }
    out.flush();
    try {
      if (closing.await(millis, TimeUnit.MILLISECONDS)) {
        throw new IOException("the server closes");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Says nothing until the client leaves or that many milliseconds are over. */
  public void stall(long millis) throws IOException {
    out.flush();
    socket.setSoTimeout(Math.clamp(millis, 1, Integer.MAX_VALUE));
    try {
      int read = socket.getInputStream().read();
      while (read >= 0) {
        read = socket.getInputStream().read();
      }
    } catch (java.net.SocketTimeoutException over) {
      // The stall is over; what follows is the script's affair.
    }
  }

  /** Closes the connection in the middle of things, without ending what was begun. */
  public void drop() throws IOException {
    out.flush();
    broken = true;
    socket.close();
  }

  /** Resets the connection: the client's reads fail. */
  public void reset() throws IOException {
    out.flush();
    broken = true;
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Whether the connection was dropped or reset. */
  public boolean broken() {
    return broken;
  }

  private void head(int status, Map<String, String> headers) throws IOException {
    out.ascii("HTTP/1.1 ");
    out.ascii(Integer.toString(status));
    out.ascii(" ");
    out.ascii(reason(status));
    out.ascii("\r\n");
    for (Map.Entry<String, String> header : headers.entrySet()) {
      out.ascii(header.getKey());
      out.ascii(": ");
      out.ascii(header.getValue());
      out.ascii("\r\n");
    }
  }

  private static String reason(int status) {
    return status < 300 ? "OK" : status < 400 ? "Elsewhere" : "Refused";
  }

  /** Output gathered up to a bound, so that an answer costs few system calls. */
  private static final class Gathered {
    private final OutputStream target;
    private final byte[] buffer = new byte[16 * 1024];
    private int length;

    Gathered(OutputStream target) {
      this.target = target;
    }

    void ascii(String text) throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      write(bytes, 0, bytes.length);
    }

    void write(byte[] bytes, int offset, int count) throws IOException {
      if (count > buffer.length - length) {
        flush();
      }
      if (count > buffer.length) {
        target.write(bytes, offset, count);
        return;
      }
      System.arraycopy(bytes, offset, buffer, length, count);
      length += count;
    }

    void flush() throws IOException {
      if (length > 0) {
        int count = length;
        length = 0;
        target.write(buffer, 0, count);
      }
      target.flush();
    }
  }
}
