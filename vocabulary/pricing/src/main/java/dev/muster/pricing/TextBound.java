package dev.muster.pricing;

import dev.muster.json.Json;
import java.text.Normalizer;
import java.util.Map;

/**
 * The most tokens that a text can be.
 *
 * <p>Every token stands for at least one byte of UTF-8, because the models' alphabet of last resort
 * is the single byte. A tokenizer that first brings text into Unicode's form NFKC may lengthen it,
 * so the longer of both forms counts. JSON counts as it would be with every character beyond ASCII
 * escaped and with generous room for spaces and line ends, because nothing says how the provider
 * lays it out for the model.
 */
final class TextBound {

  /** Room around one JSON member or item: quotes, colon, comma, line end, indentation. */
  static final long AROUND_JSON_VALUE = 16;

  private TextBound() {}

  static long of(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) >= 0x80) {
        return ofUnicode(text);
      }
    }
    return length;
  }

  /** The most tokens of a text whose characters stand in an array. */
  static long of(char[] text, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (text[i] >= 0x80) {
        return ofUnicode(new String(text, offset, length));
      }
    }
    return length;
  }

  /** The most tokens of a text as JSON, with every character beyond ASCII escaped. */
  static long escaped(char[] text, int offset, int length) {
    long bytes = 2;
    for (int i = offset; i < offset + length; i++) {
      bytes += escaped(text[i]);
    }
    return bytes;
  }

  private static int escaped(char c) {
    if (c < 0x20 || c >= 0x7f) {
      return 6;
    }
    return c == '"' || c == '\\' || c == '/' ? 2 : 1;
  }

  private static long ofUnicode(String text) {
    long plain = utf8Length(text);
    if (Normalizer.isNormalized(text, Normalizer.Form.NFKC)) {
      return plain;
    }
    return Math.max(plain, utf8Length(Normalizer.normalize(text, Normalizer.Form.NFKC)));
  }

  /** Bytes in UTF-8; half a surrogate pair counts as the three bytes that replace it. */
  private static long utf8Length(String text) {
    long bytes = 0;
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes++;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        bytes += 3;
      }
    }
    return bytes;
  }

  static long of(Json value) {
    return of(value, 1);
  }

  private static long of(Json value, int depth) {
    // Not a switch over types: the JVM links those at run time, which a start should not wait for.
    if (value instanceof Json.Str(String text)) {
      return escaped(text);
    }
    if (value instanceof Json.Num(String literal)) {
      return literal.length();
    }
    long around = AROUND_JSON_VALUE + 2L * depth;
    long sum = around;
    if (value instanceof Json.Arr array) {
      for (Json item : array.items()) {
        sum += around + of(item, depth + 1);
      }
    } else if (value instanceof Json.Obj object) {
      for (Map.Entry<String, Json> member : object.members().entrySet()) {
        sum += around + escaped(member.getKey()) + of(member.getValue(), depth + 1);
      }
    }
    return sum;
  }

  private static long escaped(String text) {
    long bytes = 2;
    for (int i = 0; i < text.length(); i++) {
      bytes += escaped(text.charAt(i));
    }
    return bytes;
  }
}
