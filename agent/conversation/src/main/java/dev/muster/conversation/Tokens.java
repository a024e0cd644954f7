package dev.muster.conversation;

import dev.muster.json.Json;
import dev.muster.model.ContentBlock;
import dev.muster.model.Message;
import dev.muster.model.ToolSpec;
import java.util.List;
import java.util.Map;

/**
 * A rough count of tokens for what no model has counted yet.
 *
 * <p>Three bytes of UTF-8 to a token: more than English and code come to, about right for scripts
 * of three bytes a character. It errs on the high side, because compacting a little early costs
 * less than a refused request.
 */
public final class Tokens {

  private static final int BYTES_PER_TOKEN = 3;
  private static final long IMAGE = 2_000;
  private static final long DOCUMENT_LEAST = 3_000;
  private static final long DOCUMENT_BYTES_PER_TOKEN = 25;

  private Tokens() {}

  /** What the part of a request that does not grow comes to. */
  public static long ofFixed(List<String> system, List<ToolSpec> tools) {
    long bytes = 0;
    for (String text : system) {
      bytes += utf8(text);
    }
    for (ToolSpec tool : tools) {
      bytes += utf8(tool.name()) + utf8(tool.description()) + bytes(tool.inputSchema());
    }
    return bytes / BYTES_PER_TOKEN;
  }

  /** What a message of these blocks comes to. */
  public static long of(List<ContentBlock> content) {
    long total = 4;
    for (ContentBlock block : content) {
      total += of(block);
    }
    return total;
  }

  static long of(Message message) {
    return of(message.content());
  }

  static long of(ContentBlock block) {
    return switch (block) {
      case ContentBlock.Text(String text) -> utf8(text) / BYTES_PER_TOKEN + 1;
      case ContentBlock.Image image -> IMAGE;
      case ContentBlock.Document document ->
          Math.max(DOCUMENT_LEAST, document.base64().length() / DOCUMENT_BYTES_PER_TOKEN);
      case ContentBlock.ToolUse use ->
          (utf8(use.name()) + bytes(use.input())) / BYTES_PER_TOKEN + 10;
      case ContentBlock.ToolResult result -> {
        long total = 10;
        for (ContentBlock inner : result.content()) {
          total += of(inner);
        }
        yield total;
      }
      case ContentBlock.Thinking thinking -> utf8(thinking.thinking()) / BYTES_PER_TOKEN + 1;
      case ContentBlock.RedactedThinking(String data) -> data.length() / 4L;
      case ContentBlock.Other(Json.Obj raw) -> bytes(raw) / BYTES_PER_TOKEN + 1;
    };
  }

  private static long bytes(Json value) {
    return switch (value) {
      case Json.Null n -> 4;
      case Json.Bool b -> 5;
      case Json.Num(String literal) -> literal.length();
      case Json.Str(String text) -> utf8(text) + 2;
      case Json.Arr(List<Json> items) -> {
        long total = 2;
        for (Json item : items) {
          total += bytes(item) + 1;
        }
        yield total;
      }
      case Json.Obj object -> {
        long total = 2;
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
          total += utf8(member.getKey()) + bytes(member.getValue()) + 4;
        }
        yield total;
      }
    };
  }

  private static long utf8(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes++;
      } else if (c < 0x800 || Character.isSurrogate(c)) {
        bytes += 2;
      } else {
        bytes += 3;
      }
    }
    return bytes;
  }
}
