package dev.muster.transcript;

import dev.muster.json.Json;
import dev.muster.model.ContentBlock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads content blocks from a scanner that stands before them.
 *
 * <p>Everything that is not as {@link ItemEncoder} writes it is an {@link
 * IllegalArgumentException}.
 */
final class Blocks {

  private final LineScanner scanner;

  Blocks(LineScanner scanner) {
    this.scanner = scanner;
  }

  List<ContentBlock> list() {
    scanner.startArray();
    List<ContentBlock> blocks = new ArrayList<>(2);
    while (scanner.nextItem(blocks.isEmpty())) {
      blocks.add(block());
    }
    return blocks;
  }

  private ContentBlock block() {
    scanner.startObject();
    Fields fields = new Fields();
    boolean first = true;
    for (String name = scanner.nextName(first); name != null; name = scanner.nextName(first)) {
      first = false;
      field(fields, name);
    }
    return fields.block();
  }

  private void field(Fields fields, String name) {
    switch (name) {
      case "type" -> fields.type = scanner.string();
      case "text", "thinking", "name" -> fields.text = scanner.string();
      case "signature", "title", "data" -> fields.more = scanner.string();
      case "id", "tool_use_id" -> fields.id = scanner.string();
      case "media_type" -> fields.mediaType = scanner.string();
      case "is_error" -> fields.isError = isTrue();
      case "content" -> fields.content = list();
      case "input", "raw" -> fields.object = scanner.object();
      case "source" -> source(fields);
      default -> scanner.skip();
    }
  }

  private boolean isTrue() {
    return scanner.value() instanceof Json.Bool(boolean value) && value;
  }

  private void source(Fields fields) {
    scanner.startObject();
    boolean first = true;
    for (String name = scanner.nextName(first); name != null; name = scanner.nextName(first)) {
      first = false;
      switch (name) {
        case "media_type" -> fields.mediaType = scanner.string();
        case "data" -> fields.base64 = scanner.string();
        default -> scanner.skip();
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
