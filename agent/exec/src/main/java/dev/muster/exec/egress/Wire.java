package dev.muster.exec.egress;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One end of a connection, read through a buffer. For one reader and one writer at a time. */
final class Wire implements AutoCloseable {

  private static final int BUFFER = 16 << 10;

  private final SocketChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).flip();
  private volatile long lastMoved = System.nanoTime();

  Wire(SocketChannel channel) {
    this.channel = channel;
  }

  /** How long nothing has been read or written, in nanoseconds. */
  long idle() {
    return System.nanoTime() - lastMoved;
  }

  /** Reads into the buffer where it is empty; whether there is anything. */
  private boolean fill() throws IOException {
    if (buffer.hasRemaining()) {
      return true;
    }
    buffer.clear();
    int count = channel.read(buffer);
    buffer.flip();
    lastMoved = System.nanoTime();
    return count > 0;
  }

  /** The next byte, which stays to be read; -1 at the end. */
  int peek() throws IOException {
    return fill() ? buffer.get(buffer.position()) & 0xff : -1;
  }

  /** The next byte. */
  int read() throws IOException {
    if (!fill()) {
      throw new EOFException();
    }
    return buffer.get() & 0xff;
  }

  /** The next bytes. */
  byte[] read(int count) throws IOException {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) read();
    }
    return bytes;
  }

  /**
   * Everything up to the first empty line, that line included.
   *
   * @return no bytes when there is no such line within the limit
   */
  byte[] readHead(int most) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream(512);
    int ends = 0;
    while (head.size() < most) {
      int b = read();
      head.write(b);
      boolean wanted = b == (ends % 2 == 0 ? '\r' : '\n');
      ends = wanted ? ends + 1 : b == '\r' ? 1 : 0;
      if (ends == 4) {
        return head.toByteArray();
      }
    }
    return new byte[0];
  }

  void write(String text) throws IOException {
    write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  void write(byte... bytes) throws IOException {
    write(ByteBuffer.wrap(bytes));
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    lastMoved = System.nanoTime();
  }

  /** Hands everything that comes to another one, to the end, and tells it of the end. */
  void pour(Wire into) throws IOException {
    while (fill()) {
      into.write(buffer);
    }
    into.channel.shutdownOutput();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException alreadyBroken) {
      // There is nothing left to close.
    }
  }
}
