package dev.muster.transcript;

import dev.muster.json.Json;
import dev.muster.model.ContentBlock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads content blocks, and JSON values, from a parser that stands on their first token.
 *
 * <p>Everything that is not as {@link ItemEncoder} writes it is an {@link
 * IllegalArgumentException}.
 */
final class Blocks {

  private final JsonParser parser;

  Blocks(JsonParser parser) {
    this.parser = parser;
  }

  List<ContentBlock> list(JsonToken start) {
    expect(start, JsonToken.START_ARRAY);
    List<ContentBlock> blocks = new ArrayList<>(2);
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      blocks.add(block(token));
      token = parser.nextToken();
    }
    return blocks;
  }

  Json value(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> new Json.Str(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getString());
      case VALUE_TRUE -> new Json.Bool(true);
      case VALUE_FALSE -> new Json.Bool(false);
      case VALUE_NULL -> Json.NULL;
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalArgumentException("not the start of a value: " + token);
    };
  }

  String string(JsonToken token) {
    expect(token, JsonToken.VALUE_STRING);
    return parser.getString();
  }

  long whole(JsonToken token) {
    expect(token, JsonToken.VALUE_NUMBER_INT);
    return parser.getLongValue();
  }

  void expect(@Nullable JsonToken token, JsonToken wanted) {
    if (token != wanted) {
      throw new IllegalArgumentException("expected " + wanted + ", not " + token);
    }
  }

  private Json.Obj object() {
    Map<String, Json> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      members.put(name, value(parser.nextToken()));
    }
    return new Json.Obj(members);
  }

  private Json.Arr array() {
    List<Json> items = new ArrayList<>();
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      items.add(value(token));
      token = parser.nextToken();
    }
    return new Json.Arr(items);
  }

  private ContentBlock block(JsonToken start) {
    expect(start, JsonToken.START_OBJECT);
    Fields fields = new Fields();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      field(fields, name, parser.nextToken());
    }
    return fields.block();
  }

  private void field(Fields fields, String name, JsonToken token) {
    switch (name) {
      case "type" -> fields.type = string(token);
      case "text", "thinking", "name" -> fields.text = string(token);
      case "signature", "title", "data" -> fields.more = string(token);
      case "id", "tool_use_id" -> fields.id = string(token);
      case "media_type" -> fields.mediaType = string(token);
      case "is_error" -> fields.isError = token == JsonToken.VALUE_TRUE;
      case "content" -> fields.content = list(token);
      case "input", "raw" -> {
        expect(token, JsonToken.START_OBJECT);
        fields.object = object();
      }
      case "source" -> source(fields, token);
      default -> parser.skipChildren();
    }
  }

  private void source(Fields fields, JsonToken start) {
    expect(start, JsonToken.START_OBJECT);
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      switch (name) {
        case "media_type" -> fields.mediaType = string(token);
        case "data" -> fields.base64 = string(token);
        default -> parser.skipChildren();
      }
    }
  }

  /** The members of one block; no kind of block has two that share a field here. */
  private static final class Fields {
    private String type = "";
    private @Nullable String id;
    private @Nullable String text;
    private @Nullable String more;
    private @Nullable String mediaType;
    private @Nullable String base64;
    private boolean isError;
    private @Nullable List<ContentBlock> content;
    private Json.@Nullable Obj object;

    ContentBlock block() {
      return switch (type) {
        case "text" -> new ContentBlock.Text(present(text));
        case "image" -> new ContentBlock.Image(present(mediaType), present(base64));
        case "document" ->
            new ContentBlock.Document(present(mediaType), present(base64), present(more));
        case "tool_use" -> new ContentBlock.ToolUse(present(id), present(text), present(object));
        case "tool_result" -> new ContentBlock.ToolResult(present(id), present(content), isError);
        case "thinking" -> new ContentBlock.Thinking(present(text), present(more));
        case "redacted_thinking" -> new ContentBlock.RedactedThinking(present(more));
        case "other" -> new ContentBlock.Other(present(object));
        default -> throw new IllegalArgumentException("a block of an unknown kind: " + type);
      };
    }

    private static <T> T present(@Nullable T value) {
      if (value == null) {
        throw new IllegalArgumentException("a block lacks a member");
      }
      return value;
    }
  }
}
