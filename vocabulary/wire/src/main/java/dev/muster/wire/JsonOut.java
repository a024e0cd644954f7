package dev.muster.wire;

import dev.muster.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes JSON into a request's body.
 *
 * <p>A whole conversation passes through here in every turn, and in a fresh process before anything
 * is compiled. Measured there, this loop over encoded bytes takes a third of the time of a general
 * JSON generator. A surrogate without its partner, which JSON text can carry but servers refuse,
 * becomes a question mark. For use by one thread.
 */
final class JsonOut {

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private final RequestBody.Collector out;
  private boolean comma;

  JsonOut(RequestBody.Collector out) {
    this.out = out;
  }

  /** Writes what follows other values of the same array. */
  static JsonOut within(RequestBody.Collector out) {
    JsonOut json = new JsonOut(out);
    json.comma = true;
    return json;
  }

  JsonOut startObject() {
    return open('{');
  }

  JsonOut startObject(String name) {
    return name(name).open('{');
  }

  JsonOut endObject() {
    return close('}');
  }

  JsonOut startArray(String name) {
    return name(name).open('[');
  }

  JsonOut endArray() {
    return close(']');
  }

  JsonOut put(String name, String value) {
    name(name).text(value);
    return this;
  }

  JsonOut put(String name, long value) {
    return name(name).literal(Long.toString(value));
  }

  JsonOut put(String name, boolean value) {
    return name(name).literal(value ? "true" : "false");
  }

  JsonOut put(String name, Json value) {
    return name(name).put(value);
  }

  JsonOut put(Json value) {
    switch (value) {
      case Json.Null n -> literal("null");
      case Json.Bool(boolean b) -> literal(b ? "true" : "false");
      case Json.Str(String text) -> text(text);
      case Json.Num(String literal) -> literal(literal);
      case Json.Arr array -> {
        open('[');
        for (Json item : array.items()) {
          put(item);
        }
        close(']');
      }
      case Json.Obj object -> {
        open('{');
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
          put(member.getKey(), member.getValue());
        }
        close('}');
      }
    }
    return this;
  }

  private JsonOut open(char bracket) {
    separate();
    out.write(bracket);
    comma = false;
    return this;
  }

  private JsonOut close(char bracket) {
    out.write(bracket);
    comma = true;
    return this;
  }

  private JsonOut name(String name) {
    text(name);
    out.write(':');
    comma = false;
    return this;
  }

  private JsonOut literal(String ascii) {
    separate();
    byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
    out.write(bytes, 0, bytes.length);
    comma = true;
    return this;
  }

  private void separate() {
    if (comma) {
      out.write(',');
    }
  }

  private void text(String text) {
    separate();
    out.write('"');
    int done = ascii(text);
    if (done < text.length()) {
      utf8(text.substring(done));
    }
    out.write('"');
    comma = true;
  }

  /**
   * Writes a text up to its first character beyond ASCII.
   *
   * <p>Most text is ASCII, and its bytes in ISO 8859-1 are only copied, where those in UTF-8 would
   * be looked through first. A question mark there may stand for any character; a pair of
   * surrogates becomes one, which the length tells.
   *
   * @return how many characters were written
   */
  private int ascii(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    if (bytes.length != text.length()) {
      return 0;
    }
    int written = 0;
    for (int i = 0; i < bytes.length; i++) {
      byte b = bytes[i];
      if (b < ' ' || b == '"' || b == '\\' || b == '?') {
        if (b < 0 || (b == '?' && text.charAt(i) != '?')) {
          out.write(bytes, written, i - written);
          return i;
        }
        if (b != '?') {
          out.write(bytes, written, i - written);
          escape(b);
          written = i + 1;
        }
      }
    }
    out.write(bytes, written, bytes.length - written);
    return bytes.length;
  }

  private void utf8(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int written = 0;
    for (int i = 0; i < utf8.length; i++) {
      byte b = utf8[i];
      // Bytes of characters beyond ASCII are negative and need no escape.
      if (b == '"' || b == '\\' || (b < ' ' && b >= 0)) {
        out.write(utf8, written, i - written);
        escape(b);
        written = i + 1;
      }
    }
    out.write(utf8, written, utf8.length - written);
  }

  private void escape(byte b) {
    out.write('\\');
    switch (b) {
      case '"', '\\' -> out.write(b);
      case '\n' -> out.write('n');
      case '\r' -> out.write('r');
      case '\t' -> out.write('t');
      default -> {
        out.write('u');
        out.write('0');
        out.write('0');
        out.write(HEX[b >> 4]);
        out.write(HEX[b & 0xf]);
      }
    }
  }
}
