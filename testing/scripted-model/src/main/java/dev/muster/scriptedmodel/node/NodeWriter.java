package dev.muster.scriptedmodel.node;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes JSON on one line without spaces, in UTF-8. Stateless. */
public final class NodeWriter {

  private static final JsonFactory FACTORY = new JsonFactory();

  private NodeWriter() {}

  /** The value as text. */
  public static String write(Node value) {
    return new String(bytes(value), StandardCharsets.UTF_8);
  }

  /** The value in UTF-8. */
  public static byte[] bytes(Node value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      emit(value, generator);
    }
    return out.toByteArray();
  }

  private static void emit(Node value, JsonGenerator out) {
    switch (value) {
      case Node.Null _ -> out.writeNull();
      case Node.Bool(boolean bool) -> out.writeBoolean(bool);
      case Node.Str(String text) -> out.writeString(text);
      case Node.Num(String literal) -> out.writeNumber(literal);
      case Node.Arr array -> {
        out.writeStartArray();
        for (Node item : array.items()) {
          emit(item, out);
        }
        out.writeEndArray();
      }
      case Node.Obj object -> {
        out.writeStartObject();
        for (Map.Entry<String, Node> member : object.members().entrySet()) {
          out.writeName(member.getKey());
          emit(member.getValue(), out);
        }
        out.writeEndObject();
      }
    }
  }
}
