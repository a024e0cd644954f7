package dev.muster.headless;

import dev.muster.json.Json;
import dev.muster.model.ContentBlock;
import java.util.ArrayList;
import java.util.List;

/** Content blocks as JSON, in the form of the Messages API. */
final class Blocks {

  private Blocks() {}

  static Json.Arr encode(List<ContentBlock> blocks) {
    List<Json> items = new ArrayList<>(blocks.size());
    for (ContentBlock block : blocks) {
      items.add(encode(block));
    }
    return new Json.Arr(items);
  }

  static Json.Obj encode(ContentBlock block) {
    return switch (block) {
      case ContentBlock.Text(String text) -> typed("text").put("text", text).build();
      case ContentBlock.Image(String mediaType, String base64) ->
          typed("image").put("source", source(mediaType, base64)).build();
      case ContentBlock.Document(String mediaType, String base64, String title) ->
          typed("document")
              .put("source", source(mediaType, base64))
              .put("title", title.isEmpty() ? null : title)
              .build();
      case ContentBlock.ToolUse(String id, String name, Json.Obj input) ->
          typed("tool_use").put("id", id).put("name", name).put("input", input).build();
      case ContentBlock.ToolResult(String id, List<ContentBlock> content, boolean isError) ->
          typed("tool_result")
              .put("tool_use_id", id)
              .put("content", toolContent(content))
              .put("is_error", isError)
              .build();
      case ContentBlock.Thinking(String thinking, String signature) ->
          typed("thinking").put("thinking", thinking).put("signature", signature).build();
      case ContentBlock.RedactedThinking(String data) ->
          typed("redacted_thinking").put("data", data).build();
      case ContentBlock.Other(Json.Obj raw) -> raw;
    };
  }

  /** A tool's answer: plain text where it is one text, as scripts expect, otherwise blocks. */
  static Json toolContent(List<ContentBlock> content) {
    if (content.isEmpty()) {
      return Json.of("");
    }
    if (content.size() == 1 && content.getFirst() instanceof ContentBlock.Text(String text)) {
      return Json.of(text);
    }
    return encode(content);
  }

  private static Json.Builder typed(String type) {
    return Json.Obj.builder().put("type", type);
  }

  private static Json.Obj source(String mediaType, String base64) {
    return Json.Obj.builder()
        .put("type", "base64")
        .put("media_type", mediaType)
        .put("data", base64)
        .build();
  }
}
