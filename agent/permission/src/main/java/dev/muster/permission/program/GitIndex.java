package dev.muster.permission.program;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the submodules in git's index (gitformat-index(5), versions 2 to 4, SHA-1): git runs itself
 * in each of them to tell whether it changed. One use, one thread.
 */
final class GitIndex {
  private static final int FIXED = 62;
  private static final int SUBMODULE = 0xE000;
  private static final int MODE = 0xF000;
  private static final int HASH = 20;

  private final String bytes;
  private int at;
  private boolean bad;

  /** The last entry's name, on which version 4 builds the next. */
  private final StringBuilder name = new StringBuilder();

  private GitIndex(String bytes) {
    this.bytes = bytes;
  }

  /**
   * The paths of submodules, or {@code null} where the index is not understood.
   *
   * @param bytes the file, one character for each byte
   */
  static @Nullable List<String> submodules(String bytes) {
    return new GitIndex(bytes).read();
  }

  private @Nullable List<String> read() {
    if (!bytes.startsWith("DIRC") || bytes.length() < 12 + HASH) {
      return null;
    }
    long version = number(4);
    long entries = number(8);
    if (version < 2 || version > 4) {
      return null;
    }
    at = 12;
    List<String> found = new ArrayList<>();
    for (long i = 0; i < entries && !bad; i++) {
      readEntry(version, found);
    }
    skipExtensions();
    return bad ? null : found;
  }

  private long number(int from) {
    long value = 0;
    for (int i = 0; i < 4; i++) {
      value = (value << 8) | (bytes.charAt(from + i) & 0xff);
    }
    return value;
  }

  private void readEntry(long version, List<String> found) {
    int start = at;
    if (start + FIXED > bytes.length()) {
      bad = true;
      return;
    }
    long mode = number(start + 24);
    boolean extended = (bytes.charAt(start + 60) & 0x40) != 0;
    at = start + FIXED + (extended ? 2 : 0);
    int keep = version == 4 ? name.length() - strip() : 0;
    int end = bytes.indexOf('\0', at);
    if (end < 0 || keep < 0 || bad) {
      bad = true;
      return;
    }
    name.setLength(keep);
    name.append(bytes, at, end);
    // Before version 4, one to eight zero bytes make the entry's length a multiple of eight.
    at = version == 4 ? end + 1 : start + (end - start + 8) / 8 * 8;
    if ((mode & MODE) == SUBMODULE) {
      found.add(new String(name.toString().getBytes(ISO_8859_1), UTF_8));
    }
  }

  /** How many bytes to strip from the last name: a number in git's offset encoding. */
  private int strip() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      if (at >= bytes.length()) {
        break;
      }
      int digit = bytes.charAt(at++);
      value = (i == 0 ? 0 : (value + 1) << 7) | (digit & 0x7f);
      if ((digit & 0x80) == 0) {
        return value;
      }
    }
    bad = true;
    return 0;
  }

  /** Those in lower case must be understood: part of the index is elsewhere or left out. */
  private void skipExtensions() {
    int end = bytes.length() - HASH;
    while (!bad && at < end) {
      if (at + 8 > end || bytes.charAt(at) < 'A' || bytes.charAt(at) > 'Z') {
        bad = true;
        return;
      }
      long next = at + 8 + number(at + 4);
      bad = next > end;
      at = (int) next;
    }
    bad |= at != end;
  }
}
