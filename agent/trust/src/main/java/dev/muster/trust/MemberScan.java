package dev.muster.trust;

import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import dev.muster.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds members of JSON objects in bytes and changes single ones, so that everything else stays as
 * it was to the byte: order, spacing, numbers, and even broken characters that other programs
 * wrote.
 *
 * <p>Faster than reading the whole, which counts at every start: the file can be megabytes.
 */
final class MemberScan {

  /** The bytes are not JSON. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  /**
   * What was found of a member in an object.
   *
   * @param start where its value begins; -1 when the object has no such member
   * @param end the place after its value
   * @param firstName where the first member's name begins; -1 in an empty object
   * @param lastEnd the place after the last member's value
   */
  record Found(int start, int end, int open, int firstName, int lastEnd, int close) {
    boolean isAbsent() {
      return start < 0;
    }
  }

  private static final int MAX_DEPTH = 500;

  private final byte[] json;

  MemberScan(byte[] json) {
    this.json = json;
  }

  /** Where the root object begins. */
  int root() throws Malformed {
    int at = 0;
    if (json.length >= 3
        && json[0] == (byte) 0xEF
        && json[1] == (byte) 0xBB
        && json[2] == (byte) 0xBF) {
      at = 3;
    }
    at = space(at);
    expect(at, '{');
    return at;
  }

  /** Whether the bytes at that place begin an object. */
  boolean isObject(int at) {
    return at < json.length && json[at] == '{';
  }

  /** Whether the value in between is that literal. */
  boolean is(Found value, String literal) {
    byte[] wanted = literal.getBytes(StandardCharsets.US_ASCII);
    return Arrays.equals(json, value.start(), value.end(), wanted, 0, wanted.length);
  }

  /** Goes through the object that begins there, to its end, and finds one member. */
  Found find(int open, String name) throws Malformed {
    expect(open, '{');
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    int start = -1;
    int end = -1;
    int firstName = -1;
    int lastEnd = -1;
    int at = space(open + 1);
    while (at < json.length && json[at] != '}') {
      if (firstName >= 0) {
        expect(at, ',');
        at = space(at + 1);
      } else {
        firstName = at;
      }
      int nameEnd = string(at);
      boolean same = isName(at, nameEnd, wanted, name);
      at = space(nameEnd);
      expect(at, ':');
      at = space(at + 1);
      int valueEnd = value(at);
      if (same) {
        if (start >= 0) {
          throw new Malformed("\"" + name + "\" stands twice in the same object");
        }
        start = at;
        end = valueEnd;
      }
      lastEnd = valueEnd;
      at = space(valueEnd);
    }
    expect(at, '}');
    return new Found(start, end, open, firstName, lastEnd, at);
  }

  /** Requires that nothing but space follows the root object. */
  void end(int afterRoot) throws Malformed {
    if (space(afterRoot) != json.length) {
      throw new Malformed("text after the value");
    }
  }

  /** The bytes with a value replaced, or with a member added at the end of its object. */
  byte[] with(Found found, String name, String value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(json.length + 256);
    if (!found.isAbsent()) {
      out.write(json, 0, found.start());
      write(out, value);
      out.write(json, found.end(), json.length - found.end());
      return out.toByteArray();
    }
    boolean empty = found.firstName() < 0;
    int keep = empty ? found.open() + 1 : found.lastEnd();
    out.write(json, 0, keep);
    if (!empty) {
      out.write(',');
      out.write(json, found.open() + 1, found.firstName() - found.open() - 1);
    }
    write(out, JsonWriter.write(new Json.Str(name)) + ": " + value);
    out.write(json, keep, json.length - keep);
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
  }

  private boolean isName(int from, int to, byte[] wanted, String name) throws Malformed {
    for (int i = from; i < to; i++) {
      if (json[i] == '\\') {
        return name.equals(decoded(from, to));
      }
    }
    return Arrays.equals(json, from + 1, to - 1, wanted, 0, wanted.length);
  }

  private @Nullable String decoded(int from, int to) throws Malformed {
    try {
      return JsonReader.read(json, from, to - from) instanceof Json.Str(String text) ? text : null;
    } catch (JsonException e) {
      throw new Malformed(String.valueOf(e.getMessage()));
    }
  }

  private int space(int from) {
    int at = from;
    while (at < json.length
        && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
      at++;
    }
    return at;
  }

  private void expect(int at, char wanted) throws Malformed {
    if (at >= json.length) {
      throw new Malformed("it ends too early");
    }
    if (json[at] != wanted) {
      throw new Malformed("expected '" + wanted + "' at byte " + at);
    }
  }

  /** The place after the string that begins there. */
  private int string(int from) throws Malformed {
    expect(from, '"');
    int at = from + 1;
    while (at < json.length && json[at] != '"') {
      at += json[at] == '\\' ? 2 : 1;
    }
    expect(at, '"');
    return at + 1;
  }

  /** The place after the value that begins there; brackets inside must match. */
  private int value(int from) throws Malformed {
    byte[] open = new byte[MAX_DEPTH];
    int depth = 0;
    int at = from;
    do {
      if (at >= json.length) {
        throw new Malformed("it ends too early");
      }
      byte c = json[at];
      if (c == '"') {
        at = string(at);
      } else if (c == '{' || c == '[') {
        if (depth == MAX_DEPTH) {
          throw new Malformed("it nests deeper than " + MAX_DEPTH + " levels");
        }
        open[depth++] = c;
        at++;
      } else if (c == '}' || c == ']') {
        if (depth == 0 || open[--depth] != (c == '}' ? '{' : '[')) {
          throw new Malformed("a bracket does not match at byte " + at);
        }
        at++;
      } else if (depth > 0 && (c == ',' || c == ':')) {
        at++;
      } else {
        at = literal(at);
      }
      at = depth > 0 ? space(at) : at;
    } while (depth > 0);
    return at;
  }

  /** The place after the number or word that begins there. */
  private int literal(int from) throws Malformed {
    int at = from;
    while (at < json.length && isLiteral(json[at])) {
      at++;
    }
    if (at == from) {
      throw new Malformed("no value at byte " + at);
    }
    return at;
  }

  private static boolean isLiteral(byte c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || c == '-'
        || c == '+'
        || c == '.'
        || c == 'E';
  }
}
