package dev.muster.transcript;

import dev.muster.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pull parser for JSON in UTF-8, one value a line, over a part of an array. For use by one
 * thread.
 *
 * <p>Why not the library that everything else is read with: a resume is mostly the reading of long
 * strings in a process that has just started. Copying their plain runs as bytes takes a third of
 * the library's time there, which decodes every character by itself . Tests compare both on the
 * same input.
 *
 * <p>Everything that is no JSON is an {@link IllegalArgumentException}. Malformed UTF-8 inside a
 * string is not found: it reads as replacement characters.
 */
final class LineScanner {

  private static final int DEEPEST = 1_000;

  /** A number of fewer characters fits into a {@code long}. */
  private static final int SURELY_LONG = 18;

  /** What stands for itself or a control character behind a backslash; 0 for anything else. */
  private static final byte[] SIMPLE_ESCAPES = simpleEscapes();

  private static byte[] simpleEscapes() {
    byte[] table = new byte[128];
    String letters = "\"\\/bfnrt";
    String meant = "\"\\/\b\f\n\r\t";
    for (int i = 0; i < letters.length(); i++) {
      table[letters.charAt(i)] = (byte) meant.charAt(i);
    }
    return table;
  }

  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private byte[] scratch = new byte[4_096];
  private int depth;
  private final KnownNames names = new KnownNames();

  /** Starts to read another part. */
  void reset(byte[] source, int offset, int length) {
    bytes = source;
    at = offset;
    end = offset + length;
    depth = 0;
  }

  /**
   * Passes the end of a line.
   *
   * @return the offset of the next line
   */
  int endOfLine() {
    skipBlanks();
    if (at == end || bytes[at] != '\n') {
      throw damaged("text behind the value");
    }
    return at + 1;
  }

  /**
   * Passes the rest of a line without reading it.
   *
   * @return the offset of the next line
   */
  int restOfLine() {
    return Lines.behindLine(bytes, at, end);
  }

  /** Whether nothing but blanks is left. */
  boolean isAtEnd() {
    skipBlanks();
    return at == end;
  }

  /** The first byte of the next value: a quote, a bracket, a digit, a minus, or a letter. */
  byte peek() {
    if (at < end) {
      byte b = bytes[at];
      if (b > ' ') {
        return b;
      }
    }
    skipBlanks();
    if (at == end) {
      throw damaged("a value is missing");
    }
    return bytes[at];
  }

  void startObject() {
    start((byte) '{');
  }

  void startArray() {
    start((byte) '[');
  }

  /**
   * The name of the next member, and past its colon; an empty text for a name that is not among
   * those known, {@code null} at the object's end, which is passed.
   *
   * @param first whether no member was read yet
   */
  @Nullable String nextName(boolean first) {
    if (ends((byte) '}', first)) {
      return null;
    }
    if (peek() != '"') {
      throw damaged("a name is missing");
    }
    byte[] source = bytes;
    int limit = end;
    int from = at + 1;
    int to = from;
    while (to < limit && source[to] != '"' && source[to] != '\\') {
      to++;
    }
    String name = "";
    if (to < limit && source[to] == '"') {
      name = names.find(source, from, to);
      at = to + 1;
    } else {
      string();
    }
    colon();
    return name;
  }

  /** Whether another item follows; if not, the array's end is passed. */
  boolean nextItem(boolean first) {
    return !ends((byte) ']', first);
  }

  /** Reads a string. */
  String string() {
    if (peek() != '"') {
      throw damaged("not a string");
    }
    // locals, because the compiler of a short run keeps no field in a register
    byte[] source = bytes;
    int limit = end;
    int from = at + 1;
    int i = from;
    int seen = 0;
    while (i < limit) {
      byte b = source[i];
      if (b == '"') {
        at = i + 1;
        return text(source, from, i - from, seen);
      }
      if (b == '\\') {
        return escaped(from, i, seen);
      }
      if (b < ' ' && b >= 0) {
        throw damaged("a control character");
      }
      seen |= b;
      i++;
    }
    throw damaged("a string without end");
  }

  /** Reads a whole number. */
  long whole() {
    byte first = peek();
    int from = at;
    int i = first == '-' ? from + 1 : from;
    long value = 0;
    while (i < end && bytes[i] >= '0' && bytes[i] <= '9' && i - from < SURELY_LONG) {
      value = value * 10 + (bytes[i] - '0');
      i++;
    }
    boolean plain = i > from + 1 || (i == from + 1 && first != '-');
    if (plain && i < end && (bytes[i] == ',' || bytes[i] == '}')) {
      at = i;
      return first == '-' ? -value : value;
    }
    return Long.parseLong(number());
  }

  /** Reads any value. */
  Json value() {
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> new Json.Str(string());
      case 't' -> literal("true", new Json.Bool(true));
      case 'f' -> literal("false", new Json.Bool(false));
      case 'n' -> literal("null", Json.NULL);
      default -> new Json.Num(number());
    };
  }

  /** Reads an object. */
  Json.Obj object() {
    startObject();
    Map<String, Json> members = new LinkedHashMap<>();
    boolean first = true;
    while (!ends((byte) '}', first)) {
      first = false;
      String name = string();
      colon();
      members.put(name, value());
    }
    return new Json.Obj(members);
  }

  private Json.Arr array() {
    startArray();
    List<Json> items = new ArrayList<>();
    while (nextItem(items.isEmpty())) {
      items.add(value());
    }
    return new Json.Arr(items);
  }

  /** Passes any value. */
  void skip() {
    switch (peek()) {
      case '{' -> {
        startObject();
        boolean first = true;
        while (!ends((byte) '}', first)) {
          first = false;
          skipString();
          colon();
          skip();
        }
      }
      case '[' -> {
        startArray();
        boolean first = true;
        while (nextItem(first)) {
          first = false;
          skip();
        }
      }
      case '"' -> skipString();
      default -> value();
    }
  }

  private void skipString() {
    if (peek() != '"') {
      throw damaged("not a string");
    }
    byte[] source = bytes;
    int limit = end;
    int i = at + 1;
    while (i < limit) {
      byte b = source[i++];
      if (b == '"') {
        at = i;
        return;
      }
      if (b == '\\') {
        i++;
      } else if (b == '\n') {
        break;
      }
    }
    throw damaged("a string without end");
  }

  private void start(byte bracket) {
    if (peek() != bracket) {
      throw damaged("not the start of what was expected");
    }
    if (++depth > DEEPEST) {
      throw damaged("too deep");
    }
    at++;
  }

  private boolean ends(byte bracket, boolean first) {
    byte b = peek();
    if (b == bracket) {
      at++;
      depth--;
      return true;
    }
    if (!first) {
      if (b != ',') {
        throw damaged("a comma is missing");
      }
      at++;
      if (peek() == bracket) {
        throw damaged("a comma too many");
      }
    }
    return false;
  }

  private void colon() {
    if (peek() != ':') {
      throw damaged("a colon is missing");
    }
    at++;
  }

  private void skipBlanks() {
    while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
  }

  private <T extends Json> T literal(String word, T value) {
    for (int i = 0; i < word.length(); i++) {
      if (at == end || bytes[at] != word.charAt(i)) {
        throw damaged("not a value");
      }
      at++;
    }
    return value;
  }

  private String number() {
    peek();
    int from = at;
    if (at < end && bytes[at] == '-') {
      at++;
    }
    int leading = at;
    if (digits() > 1 && bytes[leading] == '0') {
      throw damaged("a number that begins with 0");
    }
    if (at < end && bytes[at] == '.') {
      at++;
      digits();
    }
    if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
      at++;
      if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
        at++;
      }
      digits();
    }
    return text(bytes, from, at - from, 0);
  }

  private int digits() {
    int from = at;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    if (at == from) {
      throw damaged("not a number");
    }
    return at - from;
  }

  /** A string from its first backslash on; what stands before it is plain. */
  private String escaped(int from, int backslash, int seenBefore) {
    byte[] source = bytes;
    int limit = end;
    int seen = seenBefore;
    int length = 0;
    int run = from;
    int i = backslash;
    while (i < limit) {
      byte b = source[i];
      if (b == '"') {
        length = copy(run, i, length);
        at = i + 1;
        return text(scratch, 0, length, seen);
      }
      if (b == '\\') {
        length = copy(run, i, length);
        byte next = i + 1 < limit ? source[i + 1] : 0;
        byte meant = next > 0 ? SIMPLE_ESCAPES[next] : 0;
        if (meant != 0) {
          scratch[length++] = meant;
          i += 2;
        } else {
          at = i + 1;
          int point = unicodeEscape();
          length = encode(point, length);
          seen |= point > 0x7F ? -1 : 0;
          i = at;
        }
        run = i;
        continue;
      }
      if (b < ' ' && b >= 0) {
        throw damaged("a control character");
      }
      seen |= b;
      i++;
    }
    throw damaged("a string without end");
  }

  private int copy(int run, int to, int length) {
    int more = to - run;
    // room for a character as well
    if (length + more + 4 > scratch.length) {
      scratch = Arrays.copyOf(scratch, Math.max(scratch.length * 2, length + more + 4));
    }
    System.arraycopy(bytes, run, scratch, length, more);
    return length + more;
  }

  /** The character behind a backslash that is none of the simple ones. */
  private int unicodeEscape() {
    if (at == end) {
      throw damaged("a string without end");
    }
    if (bytes[at] != 'u') {
      throw damaged("an unknown escape");
    }
    at++;
    return codePoint();
  }

  private int codePoint() {
    char high = unit();
    if (!Character.isSurrogate(high)) {
      return high;
    }
    if (Character.isHighSurrogate(high)
        && at + 6 <= end
        && bytes[at] == '\\'
        && bytes[at + 1] == 'u') {
      int before = at;
      at += 2;
      char low = unit();
      if (Character.isLowSurrogate(low)) {
        return Character.toCodePoint(high, low);
      }
      at = before;
    }
    return 0xFFFD;
  }

  private char unit() {
    if (at + 4 > end) {
      throw damaged("a string without end");
    }
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(bytes[at++], 16);
      if (digit < 0) {
        throw damaged("not a hexadecimal digit");
      }
      unit = unit * 16 + digit;
    }
    return (char) unit;
  }

  private int encode(int point, int length) {
    if (point < 0x80) {
      scratch[length] = (byte) point;
      return length + 1;
    }
    byte[] utf8 = Character.toString(point).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(utf8, 0, scratch, length, utf8.length);
    return length + utf8.length;
  }

  /** A string of bytes; those of which none is negative are ASCII, and are only copied. */
  private static String text(byte[] from, int offset, int length, int seen) {
    return new String(
        from, offset, length, seen < 0 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
  }

  private static IllegalArgumentException damaged(String why) {
    return new IllegalArgumentException(why);
  }
}
