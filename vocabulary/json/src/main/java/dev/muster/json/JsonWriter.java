package dev.muster.json;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/**
 * Writes JSON values: compact on one line, or indented by two spaces for people.
 *
 * <p>Stateless and safe for use by several threads.
 */
public final class JsonWriter {

  /** Twice what {@link JsonReader} takes, so that what was read can be written inside of more. */
  private static final int MAX_DEPTH = 1_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private JsonWriter() {}

  /** The value on one line, without spaces. */
  public static String write(Json value) {
    return new String(bytes(value), StandardCharsets.UTF_8);
  }

  /** The value on one line, in UTF-8. */
  public static byte[] bytes(Json value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    write(value, out);
    return out.toByteArray();
  }

  /**
   * Writes the value on one line in UTF-8 and flushes; the stream stays open.
   *
   * @throws tools.jackson.core.exc.JacksonIOException when the stream fails
   */
  public static void write(Json value, OutputStream out) {
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      emit(value, generator);
    }
  }

  /**
   * The value over several lines, indented by two spaces, each item on its own, with a last
   * newline.
   */
  public static String pretty(Json value) {
    StringWriter out = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(new PrettyContext(), out)) {
      emit(value, generator);
    }
    return out + "\n";
  }

  private static void emit(Json value, JsonGenerator out) {
    switch (value) {
      case Json.Null n -> out.writeNull();
      case Json.Bool(boolean b) -> out.writeBoolean(b);
      case Json.Str(String text) -> out.writeString(text);
      case Json.Num(String literal) -> out.writeNumber(literal);
      case Json.Arr array -> {
        out.writeStartArray();
        for (Json item : array.items()) {
          emit(item, out);
        }
        out.writeEndArray();
      }
      case Json.Obj object -> {
        out.writeStartObject();
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
          out.writeName(member.getKey());
          emit(member.getValue(), out);
        }
        out.writeEndObject();
      }
    }
  }

  private static final class PrettyContext extends ObjectWriteContext.Base {
    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

    @Override
    public tools.jackson.core.PrettyPrinter getPrettyPrinter() {
      return new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                  .withObjectEmptySeparator("")
                  .withArrayEmptySeparator(""))
          .withObjectIndenter(LINES)
          .withArrayIndenter(LINES);
    }

    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }
  }
}
