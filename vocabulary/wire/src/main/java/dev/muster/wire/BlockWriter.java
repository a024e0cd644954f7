package dev.muster.wire;

import dev.muster.model.CachePolicy;
import dev.muster.model.ContentBlock;
import java.util.List;

/** Writes content blocks as the Messages API takes them. */
final class BlockWriter {

  private BlockWriter() {}

  /** Writes the blocks, with a cache breakpoint at the last one that can carry it. */
  static void write(List<ContentBlock> blocks, CachePolicy cache, JsonOut out) {
    int marked = cache == CachePolicy.OFF ? -1 : lastCacheable(blocks);
    boolean onlyEmpty = onlyEmptyText(blocks);
    for (int i = 0; i < blocks.size(); i++) {
      ContentBlock block = blocks.get(i);
      if (onlyEmpty || !isEmptyText(block)) {
        write(block, i == marked ? cache : CachePolicy.OFF, out);
      }
    }
  }

  /**
   * The index of the last block that may carry a cache breakpoint; -1 for none. Reasoning and empty
   * text may not, and blocks kept whole stay as they are.
   */
  static int lastCacheable(List<ContentBlock> blocks) {
    for (int i = blocks.size() - 1; i >= 0; i--) {
      boolean cacheable =
          switch (blocks.get(i)) {
            case ContentBlock.Text(String text) -> !text.isEmpty();
            case ContentBlock.Image image -> true;
            case ContentBlock.Document document -> true;
            case ContentBlock.ToolUse use -> true;
            case ContentBlock.ToolResult result -> true;
            case ContentBlock.Thinking thinking -> false;
            case ContentBlock.RedactedThinking redacted -> false;
            case ContentBlock.Other other -> false;
          };
      if (cacheable) {
        return i;
      }
    }
    return -1;
  }

  static void cacheControl(CachePolicy cache, JsonOut out) {
    switch (cache) {
      case OFF -> {}
      case FIVE_MINUTES -> out.startObject("cache_control").put("type", "ephemeral").endObject();
      case ONE_HOUR ->
          out.startObject("cache_control").put("type", "ephemeral").put("ttl", "1h").endObject();
    }
  }

  private static void write(ContentBlock block, CachePolicy cache, JsonOut out) {
    if (block instanceof ContentBlock.Other other) {
      out.put(other.raw());
      return;
    }
    out.startObject();
    switch (block) {
      case ContentBlock.Text(String text) -> out.put("type", "text").put("text", text);
      case ContentBlock.Image(String mediaType, String base64) -> {
        out.put("type", "image");
        source(mediaType, base64, out);
      }
      case ContentBlock.Document(String mediaType, String base64, String title) -> {
        out.put("type", "document");
        source(mediaType, base64, out);
        if (!title.isBlank()) {
          out.put("title", title);
        }
      }
      case ContentBlock.ToolUse use ->
          out.put("type", "tool_use")
              .put("id", use.id())
              .put("name", use.name())
              .put("input", use.input());
      case ContentBlock.ToolResult result -> result(result, out);
      case ContentBlock.Thinking(String thinking, String signature) ->
          out.put("type", "thinking").put("thinking", thinking).put("signature", signature);
      case ContentBlock.RedactedThinking(String data) ->
          out.put("type", "redacted_thinking").put("data", data);
      case ContentBlock.Other other -> throw new IllegalStateException("written above");
    }
    cacheControl(cache, out);
    out.endObject();
  }

  private static void source(String mediaType, String base64, JsonOut out) {
    out.startObject("source")
        .put("type", "base64")
        .put("media_type", mediaType)
        .put("data", base64)
        .endObject();
  }

  private static void result(ContentBlock.ToolResult result, JsonOut out) {
    out.put("type", "tool_result").put("tool_use_id", result.toolUseId());
    List<ContentBlock> content = result.content();
    if (onlyEmptyText(content)) {
      out.put("content", "");
    } else if (content.size() == 1 && content.getFirst() instanceof ContentBlock.Text(String one)) {
      out.put("content", one);
    } else {
      out.startArray("content");
      write(content, CachePolicy.OFF, out);
      out.endArray();
    }
    if (result.isError()) {
      out.put("is_error", true);
    }
  }

  private static boolean isEmptyText(ContentBlock block) {
    return block instanceof ContentBlock.Text(String text) && text.isEmpty();
  }

  private static boolean onlyEmptyText(List<ContentBlock> blocks) {
    for (ContentBlock block : blocks) {
      if (!isEmptyText(block)) {
        return false;
      }
    }
    return true;
  }
}
