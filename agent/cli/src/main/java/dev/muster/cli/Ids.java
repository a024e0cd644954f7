package dev.muster.cli;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Makes random UUIDs (version 4).
 *
 * <p>{@link UUID#randomUUID} looks for a security provider first, which takes a fresh process about
 * fifteen milliseconds: more than any other part of a start. Where the operating system's own
 * source can be read as a file, as everywhere but on Windows, it is read directly. Safe for several
 * threads.
 */
final class Ids implements Supplier<String> {

  private static final String SOURCE = "/dev/urandom";

  /** Sixteen bytes each; so many are read at a time. */
  private static final int AT_ONCE = 16;

  private byte[] random = new byte[0];
  private int used;

  @Override
  public synchronized String get() {
    if (used == random.length) {
      random = read();
      used = 0;
    }
    if (random.length == 0) {
      return UUID.randomUUID().toString();
    }
    long high = (next() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L;
    long low = (next() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  private long next() {
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = (value << 8) | (random[used++] & 0xFF);
    }
    return value;
  }

  private static byte[] read() {
    try (InputStream source = new FileInputStream(SOURCE)) {
      byte[] bytes = source.readNBytes(2 * Long.BYTES * AT_ONCE);
      return bytes.length == 2 * Long.BYTES * AT_ONCE ? bytes : new byte[0];
    } catch (IOException notHere) {
      return new byte[0];
    }
  }
}
