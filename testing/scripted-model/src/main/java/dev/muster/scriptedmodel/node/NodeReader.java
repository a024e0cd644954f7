package dev.muster.scriptedmodel.node;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Reads strict JSON: one value, no name twice in an object, at most 500 levels deep. Stateless. */
public final class NodeReader {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(500)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxDocumentLength(-1)
                  .build())
          .build();

  private NodeReader() {}

  /** Reads one value. */
  public static Node read(byte[] utf8) throws NodeException {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), utf8)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new NodeException("the text is empty");
      }
      Node value = value(parser, first);
      if (parser.nextToken() != null) {
        throw new NodeException("text after the value");
      }
      return value;
    } catch (JacksonException e) {
      String at = e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
      throw new NodeException(e.getOriginalMessage() + at);
    }
  }

  /** Reads one object. */
  public static Node.Obj readObject(byte[] utf8) throws NodeException {
    if (read(utf8) instanceof Node.Obj object) {
      return object;
    }
    throw new NodeException("expected a JSON object");
  }

  /** Reads one object from text. */
  public static Node.Obj readObject(String text) throws NodeException {
    return readObject(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Node value(JsonParser parser, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new Node.Str(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Node.Num(parser.getString());
      case VALUE_TRUE -> new Node.Bool(true);
      case VALUE_FALSE -> new Node.Bool(false);
      case VALUE_NULL -> Node.nothing();
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("not the start of a value: " + token);
    };
  }

  private static Node object(JsonParser parser) {
    Map<String, Node> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      members.put(name, value(parser, parser.nextToken()));
    }
    return new Node.Obj(members);
  }

  private static Node array(JsonParser parser) {
    List<Node> items = new ArrayList<>();
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      items.add(value(parser, token));
      token = parser.nextToken();
    }
    return new Node.Arr(items);
  }
}
