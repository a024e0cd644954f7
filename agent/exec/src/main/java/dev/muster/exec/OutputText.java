package dev.muster.exec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * What a program wrote, as text that is safe to show and to send.
 *
 * <p>Malformed UTF-8 is replaced by U+FFFD. Terminal control sequences and control characters are
 * taken out, except newline, tab and carriage return.
 *
 * @param text at most as many characters (UTF-16 units) as were asked for
 * @param whole whether it is everything that was written
 */
public record OutputText(String text, boolean whole) {

  private static final char ESC = '\u001b';

  /** Beyond this, a control string without its end is taken for text, so that nothing is hidden. */
  private static final int LONGEST_CONTROL_STRING = 4096;

  /** The first characters of a file. */
  public static OutputText head(Path file, int most) throws IOException {
    try (SeekableByteChannel channel = open(file)) {
      long size = channel.size();
      byte[] bytes = read(channel, 0, (int) Math.min(size, bytesFor(most)));
      int end = bytes.length < size ? wholeCharacters(bytes) : bytes.length;
      String text = clean(new String(bytes, 0, end, StandardCharsets.UTF_8));
      boolean whole = bytes.length >= size && text.length() <= most;
      return new OutputText(first(text, most), whole);
    }
  }

  /** The last characters of a file. */
  public static OutputText tail(Path file, int most) throws IOException {
    try (SeekableByteChannel channel = open(file)) {
      long size = channel.size();
      int wanted = (int) Math.min(size, bytesFor(most));
      byte[] bytes = read(channel, size - wanted, wanted);
      int start = 0;
      while (wanted < size && start < bytes.length && (bytes[start] & 0xc0) == 0x80) {
        start++;
      }
      String text = clean(new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8));
      boolean whole = wanted >= size && text.length() <= most;
      return new OutputText(last(text, most), whole);
    }
  }

  /** A text without terminal control sequences and control characters. */
  public static String clean(String text) {
    int at = 0;
    while (at < text.length() && isPlain(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text.length());
    kept.append(text, 0, at);
    while (at < text.length()) {
      char c = text.charAt(at);
      if (isPlain(c)) {
        kept.append(c);
        at++;
      } else {
        at = afterControl(text, at);
      }
    }
    return kept.toString();
  }

  /** A text without its last newlines. */
  public static String withoutLastNewlines(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(0, end);
  }

  private static boolean isPlain(char c) {
    return (c >= ' ' && c < 0x7f) || c >= 0xa0 || c == '\n' || c == '\t' || c == '\r';
  }

  /** Where the text goes on behind a control character or the sequence that it begins (ECMA-48). */
  private static int afterControl(String text, int at) {
    char c = text.charAt(at);
    if (c == '\u009b') {
      return afterSequence(text, at + 1);
    }
    if (c == '\u0090' || (c >= '\u009d' && c <= '\u009f') || c == '\u0098') {
      return afterString(text, at + 1);
    }
    if (c != ESC || at + 1 >= text.length()) {
      return at + 1;
    }
    return switch (text.charAt(at + 1)) {
      case '[' -> afterSequence(text, at + 2);
      case ']', 'P', 'X', '^', '_' -> afterString(text, at + 2);
      default -> afterEscape(text, at + 1);
    };
  }

  /** Behind parameter and intermediate bytes and the final byte. */
  private static int afterSequence(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= 0x20 && text.charAt(at) <= 0x3f) {
      at++;
    }
    return at < text.length() && text.charAt(at) >= 0x40 && text.charAt(at) <= 0x7e ? at + 1 : at;
  }

  /** Behind BEL or the string terminator; right behind the introducer when there is neither. */
  private static int afterString(String text, int from) {
    int limit = Math.min(text.length(), from + LONGEST_CONTROL_STRING);
    for (int at = from; at < limit; at++) {
      char c = text.charAt(at);
      if (c == '\u0007' || c == '\u009c') {
        return at + 1;
      }
      if (c == ESC) {
        return at + 1 < text.length() && text.charAt(at + 1) == '\\' ? at + 2 : at;
      }
    }
    return from;
  }

  /** Behind the intermediate bytes and the final byte of a short escape sequence. */
  private static int afterEscape(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= 0x20 && text.charAt(at) <= 0x2f) {
      at++;
    }
    return at < text.length() && text.charAt(at) >= 0x30 && text.charAt(at) <= 0x7e ? at + 1 : at;
  }

  private static String first(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = most > 0 && Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end);
  }

  private static String last(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int start = text.length() - most;
    return text.substring(Character.isLowSurrogate(text.charAt(start)) ? start + 1 : start);
  }

  /** Three bytes are the most that one UTF-16 unit takes; control sequences may take more. */
  private static long bytesFor(int characters) {
    return 3L * characters + 4096;
  }

  /** How many of the bytes are left when an unfinished last character is cut off. */
  private static int wholeCharacters(byte[] bytes) {
    int start = bytes.length;
    while (start > 0 && bytes.length - start < 4) {
      start--;
      int b = bytes[start] & 0xff;
      if (b < 0x80) {
        return bytes.length;
      }
      if (b >= 0xc0) {
        int length = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2;
        return start + length > bytes.length ? start : bytes.length;
      }
    }
    return bytes.length;
  }

  private static SeekableByteChannel open(Path file) throws IOException {
    return Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }

  private static byte[] read(SeekableByteChannel channel, long from, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    channel.position(from);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // Until it is full, or the file turns out to be shorter than it was.
    }
    byte[] bytes = new byte[buffer.position()];
    buffer.flip().get(bytes);
    return bytes;
  }
}
