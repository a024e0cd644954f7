package dev.muster.workspace;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.Optional;

/**
 * A file's text and how it was written, so that it can be written the same way again.
 *
 * <p>{@code decode} followed by {@code encode} gives the same bytes, always. Immutable.
 *
 * @param text the characters without the byte-order mark, line ends as they are
 * @param marked whether a byte-order mark stands at the start
 */
public record TextFile(String text, Encoding encoding, boolean marked) {

  private static final int SAMPLE = 8192;

  /** A new file's text: UTF-8 without a mark. */
  public static TextFile of(String text) {
    return new TextFile(text, Encoding.UTF_8, false);
  }

  /** Reads a file's bytes; empty when they are not text. */
  public static Optional<TextFile> decode(byte[] bytes) {
    for (Encoding encoding : Encoding.values()) {
      if (encoding.startsIn(bytes)) {
        // a NUL is what UTF-32 looks like when its mark is taken for that of UTF-16
        Optional<TextFile> text =
            decode(bytes, encoding, encoding.mark().length)
                .filter(marked -> marked.text().indexOf('\0') < 0);
        return encoding == Encoding.UTF_8 && text.isEmpty() ? decodeUnmarked(bytes) : text;
      }
    }
    return decodeUnmarked(bytes);
  }

  private static Optional<TextFile> decodeUnmarked(byte[] bytes) {
    if (looksBinary(bytes, bytes.length)) {
      return Optional.empty();
    }
    Optional<TextFile> utf8 = decode(bytes, Encoding.UTF_8, 0);
    return utf8.isPresent() || mostlyControls(bytes) ? utf8 : decode(bytes, Encoding.LATIN_1, 0);
  }

  /** Whether there is a NUL, which no text without a UTF-16 mark has. */
  public static boolean looksBinary(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] == 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean mostlyControls(byte[] bytes) {
    int length = Math.min(bytes.length, SAMPLE);
    int controls = 0;
    for (int i = 0; i < length; i++) {
      int b = bytes[i];
      if (b >= 0 && b < 0x20 && (b < '\b' || b > '\r') && b != 0x1B) {
        controls++;
      }
    }
    return controls * 20 > length;
  }

  private static Optional<TextFile> decode(byte[] bytes, Encoding encoding, int from) {
    try {
      String text =
          encoding
              .charset()
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
              .toString();
      return Optional.of(new TextFile(text, encoding, from > 0));
    } catch (CharacterCodingException notThisEncoding) {
      return Optional.empty();
    }
  }

  /**
   * The bytes.
   *
   * @throws CharacterCodingException when the encoding does not have one of the characters
   */
  public byte[] encode() throws CharacterCodingException {
    ByteBuffer encoded =
        encoding
            .charset()
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .encode(CharBuffer.wrap(text));
    byte[] mark = marked ? encoding.mark() : new byte[0];
    byte[] bytes = new byte[mark.length + encoded.remaining()];
    System.arraycopy(mark, 0, bytes, 0, mark.length);
    encoded.get(bytes, mark.length, encoded.remaining());
    return bytes;
  }

  /** The same way of writing with another text. */
  public TextFile withText(String other) {
    return new TextFile(other, encoding, marked);
  }

  /** The text as the model sees it: every CRLF shown as LF. */
  public String shown() {
    return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n");
  }

  /** Whether every line ends with CRLF, and there is at least one. */
  public boolean allCrLf() {
    boolean some = false;
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      if (at == 0 || text.charAt(at - 1) != '\r') {
        return false;
      }
      some = true;
    }
    return some;
  }
}
