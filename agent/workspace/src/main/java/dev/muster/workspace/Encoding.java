package dev.muster.workspace;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How a text file's characters are written. */
public enum Encoding {
  UTF_8(StandardCharsets.UTF_8, "\uFEFF"),
  UTF_16LE(StandardCharsets.UTF_16LE, "\uFEFF"),
  UTF_16BE(StandardCharsets.UTF_16BE, "\uFEFF"),
  /** One byte a character: what is text but not UTF-8, kept byte for byte. */
  LATIN_1(StandardCharsets.ISO_8859_1, "");

  private final Charset charset;
  private final String mark;

  Encoding(Charset charset, String mark) {
    this.charset = charset;
    this.mark = mark;
  }

  /** The charset. */
  public Charset charset() {
    return charset;
  }

  /** The byte-order mark; empty for {@link #LATIN_1}. */
  public byte[] mark() {
    return mark.getBytes(charset);
  }

  boolean startsIn(byte[] bytes) {
    byte[] wanted = mark();
    return wanted.length > 0
        && bytes.length >= wanted.length
        && Arrays.equals(bytes, 0, wanted.length, wanted, 0, wanted.length);
  }
}
