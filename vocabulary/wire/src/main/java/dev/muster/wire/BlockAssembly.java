package dev.muster.wire;

import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import dev.muster.model.ContentBlock;
import dev.muster.model.ModelAnswer;
import dev.muster.model.ModelEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One content block while its parts arrive; for use by one thread. */
final class BlockAssembly {

  private enum Kind {
    TEXT,
    THINKING,
    REDACTED_THINKING,
    TOOL_USE,
    OTHER
  }

  private final int index;
  private final Kind kind;
  private Json.Obj raw;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder inputJson = new StringBuilder();
  private String signature;

  private BlockAssembly(int index, Kind kind, Json.Obj start) {
    this.index = index;
    this.kind = kind;
    this.raw = start;
    this.signature = start.string("signature").orElse("");
  }

  /** Starts a block, which may already hold everything, as those of a whole answer do. */
  static BlockAssembly start(int index, Json.Obj start) throws WireException {
    String type =
        start.string("type").orElseThrow(() -> new WireException("a content block has no type"));
    Kind kind =
        switch (type) {
          case "text" -> Kind.TEXT;
          case "thinking" -> Kind.THINKING;
          case "redacted_thinking" -> Kind.REDACTED_THINKING;
          case "tool_use" -> Kind.TOOL_USE;
          default -> Kind.OTHER;
        };
    if (kind == Kind.TOOL_USE
        && (start.string("id").orElse("").isEmpty() || start.string("name").orElse("").isEmpty())) {
      throw new WireException("a tool_use block has no id or no name");
    }
    return new BlockAssembly(index, kind, start);
  }

  int index() {
    return index;
  }

  /** The text that was there from the start, as a delta; {@code null} where there is none. */
  @Nullable ModelEvent initial() {
    return switch (kind) {
      case TEXT -> text(raw.string("text").orElse(""));
      case THINKING -> thinking(raw.string("thinking").orElse(""));
      case REDACTED_THINKING, TOOL_USE, OTHER -> null;
    };
  }

  /** Takes one more part; answers what is worth telling of it, or {@code null}. */
  @Nullable ModelEvent delta(Json.Obj delta) throws WireException {
    String type = delta.string("type").orElse("");
    if (kind == Kind.OTHER) {
      grow(type, delta);
      return null;
    }
    return switch (type) {
      case "text_delta" -> {
        expect(Kind.TEXT, type);
        yield text(delta.string("text").orElse(""));
      }
      case "thinking_delta" -> {
        expect(Kind.THINKING, type);
        yield thinking(delta.string("thinking").orElse(""));
      }
      case "signature_delta" -> {
        expect(Kind.THINKING, type);
        signature = delta.string("signature").orElse(signature);
        yield null;
      }
      case "input_json_delta" -> {
        expect(Kind.TOOL_USE, type);
        inputJson.append(delta.string("partial_json").orElse(""));
        yield null;
      }
      default -> null;
    };
  }

  /** The whole block. */
  ContentBlock done() {
    return switch (kind) {
      case TEXT -> new ContentBlock.Text(text.toString());
      case THINKING -> new ContentBlock.Thinking(text.toString(), signature);
      case REDACTED_THINKING -> new ContentBlock.RedactedThinking(raw.string("data").orElse(""));
      case TOOL_USE ->
          new ContentBlock.ToolUse(
              raw.string("id").orElse(""), raw.string("name").orElse(""), input());
      case OTHER -> new ContentBlock.Other(inputJson.isEmpty() ? raw : raw.with("input", input()));
    };
  }

  private @Nullable ModelEvent text(String more) {
    text.append(more);
    return more.isEmpty() ? null : new ModelEvent.TextDelta(index, more);
  }

  private @Nullable ModelEvent thinking(String more) {
    text.append(more);
    return more.isEmpty() ? null : new ModelEvent.ThinkingDelta(index, more);
  }

  private void expect(Kind wanted, String delta) throws WireException {
    if (kind != wanted) {
      throw new WireException("a " + delta + " for a block of another kind");
    }
  }

  private Json.Obj input() {
    if (inputJson.isEmpty()) {
      return raw.object("input").orElse(Json.Obj.EMPTY);
    }
    String json = inputJson.toString();
    try {
      return JsonReader.readObject(json);
    } catch (JsonException notAnObject) {
      return Json.Obj.builder().put(ModelAnswer.UNPARSED_INPUT, json).build();
    }
  }

  /**
   * Applies a part to a block of unknown kind: JSON input is collected, a citation joins its list,
   * text goes to the end of the member of the same name, and any other member is set.
   */
  private void grow(String type, Json.Obj delta) {
    if (type.equals("input_json_delta")) {
      inputJson.append(delta.string("partial_json").orElse(""));
      return;
    }
    for (Map.Entry<String, Json> part : delta.members().entrySet()) {
      String name = part.getKey();
      if (name.equals("type")) {
        continue;
      }
      if (type.equals("citations_delta") && name.equals("citation")) {
        List<Json> citations = new ArrayList<>(raw.items("citations"));
        citations.add(part.getValue());
        raw = raw.with("citations", new Json.Arr(citations));
      } else if (part.getValue() instanceof Json.Str(String more)) {
        raw = raw.with(name, Json.of(raw.string(name).orElse("") + more));
      } else {
        raw = raw.with(name, part.getValue());
      }
    }
  }
}
