package dev.muster.wire;

import dev.muster.json.Json;
import java.io.OutputStream;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes JSON that every server reads: a surrogate without its partner, which JSON text can carry
 * but servers refuse, becomes U+FFFD.
 *
 * <p>For use by one thread.
 */
final class JsonOut implements AutoCloseable {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private final JsonGenerator out;

  JsonOut(OutputStream target) {
    out = FACTORY.createGenerator(ObjectWriteContext.empty(), target);
  }

  JsonOut startObject() {
    out.writeStartObject();
    return this;
  }

  JsonOut endObject() {
    out.writeEndObject();
    return this;
  }

  JsonOut startObject(String name) {
    out.writeName(name);
    out.writeStartObject();
    return this;
  }

  JsonOut startArray(String name) {
    out.writeName(name);
    out.writeStartArray();
    return this;
  }

  JsonOut endArray() {
    out.writeEndArray();
    return this;
  }

  JsonOut put(String name, String value) {
    out.writeName(name);
    out.writeString(wellFormed(value));
    return this;
  }

  JsonOut put(String name, long value) {
    out.writeName(name);
    out.writeNumber(value);
    return this;
  }

  JsonOut put(String name, boolean value) {
    out.writeName(name);
    out.writeBoolean(value);
    return this;
  }

  JsonOut put(String name, Json value) {
    out.writeName(wellFormed(name));
    return put(value);
  }

  JsonOut put(Json value) {
    switch (value) {
      case Json.Null n -> out.writeNull();
      case Json.Bool(boolean b) -> out.writeBoolean(b);
      case Json.Str(String text) -> out.writeString(wellFormed(text));
      case Json.Num(String literal) -> out.writeNumber(literal);
      case Json.Arr array -> {
        out.writeStartArray();
        for (Json item : array.items()) {
          put(item);
        }
        out.writeEndArray();
      }
      case Json.Obj object -> {
        out.writeStartObject();
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
          put(member.getKey(), member.getValue());
        }
        out.writeEndObject();
      }
    }
    return this;
  }

  @Override
  public void close() {
    out.close();
  }

  /** The text with every lone surrogate replaced; the same instance where there is none. */
  static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else {
        return replaced(text);
      }
    }
    return text;
  }

  private static String replaced(String text) {
    StringBuilder mended = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      boolean alone = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
      mended.appendCodePoint(alone ? 0xFFFD : point);
    }
    return mended.toString();
  }
}
