package dev.muster.pricing;

import dev.muster.model.CachePolicy;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads messages and content blocks off a body and adds up what they can be at most. Each method
 * starts at its value's first token and ends at its last. For use by one thread.
 */
final class ContentScan {

  private static final ReadNames MESSAGE = ReadNames.of("role", "content");
  private static final ReadNames BLOCK =
      ReadNames.of("type", "text", "source", "content", "cache_control", "citations");
  private static final ReadNames SOURCE = ReadNames.of("type", "data", "content", "media_type");
  private static final ReadNames CACHE = ReadNames.of("type", "ttl");

  /** Blocks whose bytes bound what the model reads of them. */
  private static final Set<String> TEXTUAL =
      Set.of(
          "text",
          "tool_use",
          "tool_result",
          "thinking",
          "redacted_thinking",
          "search_result",
          "server_tool_use",
          "mcp_tool_use",
          "mcp_tool_result",
          "compaction",
          "content");

  long text;
  long images;
  long unbounded;
  long references;
  CachePolicy cache = CachePolicy.OFF;

  private final JsonParser parser;

  ContentScan(JsonParser parser) {
    this.parser = parser;
  }

  void messages(JsonToken token) throws RequestScan.Refusal {
    if (token != JsonToken.START_ARRAY) {
      text += measure(1);
      return;
    }
    JsonToken item = parser.nextToken();
    while (item != JsonToken.END_ARRAY) {
      text += PromptBound.AROUND_MESSAGE;
      if (item == JsonToken.START_OBJECT) {
        message();
      } else {
        text += measure(2);
      }
      item = parser.nextToken();
    }
  }

  private void message() throws RequestScan.Refusal {
    long seen = 0;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      seen = MESSAGE.see(name, seen);
      JsonToken token = parser.nextToken();
      if (name.equals("content")) {
        blocks(token);
      } else {
        text += measure(3);
      }
    }
  }

  /** A text, one block, or a list of blocks. */
  void blocks(JsonToken token) throws RequestScan.Refusal {
    switch (token) {
      case VALUE_STRING -> text += PromptBound.AROUND_BLOCK + plain();
      case START_OBJECT -> block();
      case START_ARRAY -> {
        JsonToken item = parser.nextToken();
        while (item != JsonToken.END_ARRAY) {
          blocks(item);
          item = parser.nextToken();
        }
      }
      default -> text += measure(3);
    }
  }

  /** What a block's {@code source} is. */
  private enum Source {
    NONE,
    TEXT,
    OTHER
  }

  private void block() throws RequestScan.Refusal {
    text += PromptBound.AROUND_BLOCK;
    long before = text;
    long seen = 0;
    String type = "";
    Source source = Source.NONE;
    boolean cited = false;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      seen = BLOCK.see(name, seen);
      JsonToken token = parser.nextToken();
      switch (name) {
        case "type" -> {
          type = token == JsonToken.VALUE_STRING ? parser.getString() : "";
          parser.skipChildren();
        }
        case "cache_control" -> cacheControl(token);
        case "content" -> blocks(token);
        case "source" -> source = source(token);
        case "citations" -> {
          cited = true;
          text += measure(3);
        }
        case "text", "thinking" -> text += token == JsonToken.VALUE_STRING ? plain() : measure(3);
        case "name" -> text += 2 * measure(3);
        default -> text += measure(3);
      }
    }
    kind(type, source, cited ? text - before : 0);
  }

  private void kind(String type, Source source, long citable) {
    switch (type) {
      case "image" -> images++;
      case "document" -> {
        if (source == Source.OTHER) {
          unbounded++;
        }
        // What can be cited is cut into numbered pieces.
        text += citable;
      }
      case "tool_reference" -> references++;
      default -> {
        if (!TEXTUAL.contains(type) || source == Source.OTHER) {
          unbounded++;
        } else {
          text += citable;
        }
      }
    }
  }

  /** A picture's or document's contents; a text's own length is counted here. */
  private Source source(JsonToken token) throws RequestScan.Refusal {
    if (token == JsonToken.VALUE_STRING) {
      // A search result names where it is from.
      text += plain();
      return Source.TEXT;
    }
    if (token != JsonToken.START_OBJECT) {
      text += measure(3);
      return Source.OTHER;
    }
    long seen = 0;
    String type = "";
    long data = 0;
    boolean content = false;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      seen = SOURCE.see(name, seen);
      JsonToken value = parser.nextToken();
      switch (name) {
        case "type" -> {
          type = value == JsonToken.VALUE_STRING ? parser.getString() : "";
          parser.skipChildren();
        }
        case "content" -> {
          content = true;
          blocks(value);
        }
        case "data" -> data = value == JsonToken.VALUE_STRING ? plain() : measure(3);
        default -> parser.skipChildren();
      }
    }
    if (type.equals("text")) {
      text += data;
      return Source.TEXT;
    }
    return type.equals("content") && content ? Source.TEXT : Source.OTHER;
  }

  /** Notes the dearest lifetime; one that is not known counts as the dearest there is. */
  void cacheControl(JsonToken token) throws RequestScan.Refusal {
    if (token == JsonToken.VALUE_NULL) {
      return;
    }
    CachePolicy asked = CachePolicy.FIVE_MINUTES;
    if (token == JsonToken.START_OBJECT) {
      long seen = 0;
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        seen = CACHE.see(name, seen);
        JsonToken value = parser.nextToken();
        if (name.equals("ttl")
            && !(value == JsonToken.VALUE_STRING && parser.getString().equals("5m"))) {
          asked = CachePolicy.ONE_HOUR;
        }
        parser.skipChildren();
      }
    } else {
      asked = CachePolicy.ONE_HOUR;
      parser.skipChildren();
    }
    if (cache != CachePolicy.ONE_HOUR) {
      cache = asked;
    }
  }

  /** The most tokens of the string at hand. */
  private long plain() {
    return TextBound.of(
        parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
  }

  /** The most tokens of the value at hand, laid out generously as JSON. */
  long measure(int depth) {
    JsonToken token = parser.currentToken();
    long around = TextBound.AROUND_JSON_VALUE + 2L * depth;
    return switch (token) {
      case START_OBJECT -> {
        long sum = around;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          sum += around + 2L + 6L * name.length() + measure(depth + 1);
        }
        yield sum;
      }
      case START_ARRAY -> {
        long sum = around;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          sum += around + measure(depth + 1);
        }
        yield sum;
      }
      case VALUE_STRING ->
          TextBound.escaped(
              parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getStringLength();
      default -> around;
    };
  }
}
