package dev.muster.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads strict JSON (RFC 8259): one value, no comments, no trailing text, no name twice in an
 * object, at most 500 levels deep.
 *
 * <p>Callers bound the size of what they hand in. Stateless and safe for use by several threads.
 */
public final class JsonReader {

  private static final int MAX_DEPTH = 500;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxDocumentLength(-1)
                  .maxNumberLength(400)
                  .build())
          .build();

  /** Made on first use: few read what people wrote by hand. */
  private static final class ByHand {
    static final JsonFactory FACTORY =
        JsonReader.FACTORY
            .rebuild()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();
  }

  private JsonReader() {}

  /** Reads one value. */
  public static Json read(byte[] utf8) throws JsonException {
    return read(utf8, 0, utf8.length);
  }

  /** Reads one value from a part of an array. */
  public static Json read(byte[] utf8, int offset, int length) throws JsonException {
    try (JsonParser parser =
        FACTORY.createParser(ObjectReadContext.empty(), utf8, offset, length)) {
      return new Walk(parser, null).document();
    } catch (JacksonException e) {
      throw failure(e);
    }
  }

  /**
   * Reads one object from a part of an array and keeps of it only what is asked for. The rest is
   * held to the same rules.
   */
  public static Json.Obj readParts(byte[] utf8, int offset, int length, Parts parts)
      throws JsonException {
    try (JsonParser parser =
        FACTORY.createParser(ObjectReadContext.empty(), utf8, offset, length)) {
      return object(new Walk(parser, null).document(parts));
    } catch (JacksonException e) {
      throw failure(e);
    }
  }

  /**
   * The members of an object that are kept, each with what is kept of it.
   *
   * @param members what is kept, by name; empty for all there is
   */
  public record Parts(Map<String, Parts> members) {

    /** Everything. */
    public static final Parts ALL = new Parts(Map.of());

    public Parts {
      members = Map.copyOf(members);
    }
  }

  /** Reads one value from text. */
  public static Json read(String text) throws JsonException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads one object from text. */
  public static Json.Obj readObject(String text) throws JsonException {
    return object(read(text));
  }

  /** Reads one object. */
  public static Json.Obj readObject(byte[] utf8) throws JsonException {
    return object(read(utf8));
  }

  /** Reads one value and remembers where each part of it stands. */
  public static JsonDocument readDocument(byte[] utf8) throws JsonException {
    return readDocument(FACTORY, utf8);
  }

  /**
   * The same for a file that people write by hand: {@code //} and {@code /* *}{@code /} comments
   * and a comma after the last member or item are allowed.
   */
  public static JsonDocument readCommented(byte[] utf8) throws JsonException {
    return readDocument(ByHand.FACTORY, utf8);
  }

  private static JsonDocument readDocument(JsonFactory factory, byte[] utf8) throws JsonException {
    Map<String, Place> places = new LinkedHashMap<>();
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), utf8)) {
      Json root = new Walk(parser, places).document();
      return new JsonDocument(root, places);
    } catch (JacksonException e) {
      throw failure(e);
    }
  }

  private static Json.Obj object(Json value) throws JsonException {
    if (value instanceof Json.Obj object) {
      return object;
    }
    throw new JsonException("expected a JSON object", 1, 1);
  }

  private static JsonException failure(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    int line = at == null ? 1 : Math.max(1, at.getLineNr());
    int column = at == null ? 1 : Math.max(1, at.getColumnNr());
    return new JsonException(told(e.getOriginalMessage()), line, column);
  }

  /** What the library adds about its own settings means nothing to whoever wrote the text. */
  private static String told(@Nullable String message) {
    if (message == null) {
      return "not JSON";
    }
    if (message.contains("(non-standard) comment")) {
      return "a comment, which JSON does not have";
    }
    int inner = message.indexOf(" (start marker at ");
    return inner < 0 ? message : message.substring(0, inner);
  }

  /** One pass over a parser's tokens. Depth is bounded by the parser, so recursion is safe. */
  private record Walk(JsonParser parser, @Nullable Map<String, Place> places) {

    Json document() throws JsonException {
      return document(Parts.ALL);
    }

    Json document(Parts kept) throws JsonException {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new JsonException("the text is empty", 1, 1);
      }
      if (places != null) {
        mark("", parser.currentTokenLocation());
      }
      Json value = value(first, "", kept);
      if (parser.nextToken() != null) {
        TokenStreamLocation at = parser.currentTokenLocation();
        throw new JsonException("text after the value", at.getLineNr(), at.getColumnNr());
      }
      return value;
    }

    private Json value(JsonToken token, String pointer, Parts kept) {
      return switch (token) {
        case START_OBJECT -> object(pointer, kept);
        case START_ARRAY -> array(pointer);
        case VALUE_STRING -> new Json.Str(parser.getString());
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getString());
        case VALUE_TRUE -> new Json.Bool(true);
        case VALUE_FALSE -> new Json.Bool(false);
        case VALUE_NULL -> Json.NULL;
        case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
            throw new IllegalStateException("not the start of a value: " + token);
      };
    }

    private Json.Obj object(String pointer, Parts kept) {
      Map<String, Json> members = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        Parts part = kept.members().isEmpty() ? Parts.ALL : kept.members().get(name);
        if (part == null) {
          parser.nextToken();
          parser.skipChildren();
          continue;
        }
        String below = "";
        if (places != null) {
          below = JsonDocument.pointer(pointer, name);
          mark(below, parser.currentTokenLocation());
        }
        members.put(name, value(parser.nextToken(), below, part));
      }
      return new Json.Obj(Members.owning(members));
    }

    private Json.Arr array(String pointer) {
      List<Json> items = new ArrayList<>();
      JsonToken token = parser.nextToken();
      while (token != JsonToken.END_ARRAY) {
        String below = "";
        if (places != null) {
          below = JsonDocument.pointer(pointer, Integer.toString(items.size()));
          mark(below, parser.currentTokenLocation());
        }
        items.add(value(token, below, Parts.ALL));
        token = parser.nextToken();
      }
      return new Json.Arr(items);
    }

    private void mark(String pointer, TokenStreamLocation at) {
      if (places != null) {
        places.put(pointer, new Place(at.getLineNr(), at.getColumnNr()));
      }
    }
  }
}
