package dev.muster.transcript;

import dev.muster.json.Json;
import dev.muster.json.JsonWriter;
import dev.muster.model.ContentBlock;
import dev.muster.model.Usage;
import dev.muster.protocol.TranscriptItem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the line of an item.
 *
 * <p>{@code type} and {@code kind} stand first, so that a line can be told by its first bytes. The
 * other names follow the transcripts that people have scripts for, where they mean the same.
 */
final class ItemEncoder {

  static final String PROMPT_START = "{\"type\":\"user\",\"kind\":\"prompt\",";
  static final String SUMMARY_START = "{\"type\":\"summary\",";

  private final SessionHeader header;
  private final String version;
  private final Redactor redactor;

  ItemEncoder(SessionHeader header, String version, Redactor redactor) {
    this.header = header;
    this.version = version;
    this.redactor = redactor;
  }

  /**
   * The line, without its end.
   *
   * @param parent the id of the item before, or {@code null} for the first
   * @param summaryAt where in the file the last summary stands; -1 where there is none
   */
  byte[] encode(TranscriptItem item, @Nullable String parent, long summaryAt) {
    Json.Builder line = Json.Obj.builder();
    switch (item) {
      case TranscriptItem.UserSaid said -> {
        boolean prompt = said.source() == TranscriptItem.Source.PROMPT;
        begin(
            line.put("type", "user").put("kind", prompt ? "prompt" : "agent"),
            item,
            parent,
            summaryAt);
        if (!prompt) {
          line.put("isMeta", true);
        }
        line.put("message", message("user", blocks(said.content())).build());
      }
      case TranscriptItem.AssistantSaid said -> {
        begin(line.put("type", "assistant").put("kind", "answer"), item, parent, summaryAt);
        line.put("requestId", said.requestId());
        line.put("message", answer(said));
      }
      case TranscriptItem.ToolAnswered answered -> {
        begin(line.put("type", "user").put("kind", "tool"), item, parent, summaryAt);
        Json.Obj result = result(answered.toolUseId(), answered.content(), answered.isError());
        line.put("message", message("user", List.of(result)).build());
        Json detail = answered.detail();
        line.put("toolUseResult", detail == null ? null : redacted(detail));
      }
      case TranscriptItem.Compacted compacted -> {
        begin(line.put("type", "summary").put("kind", "compaction"), item, parent, summaryAt);
        line.put("summary", text(compacted.summary()));
        line.put("tokensBefore", compacted.tokensBefore());
      }
    }
    return JsonWriter.bytes(line.build());
  }

  private void begin(
      Json.Builder line, TranscriptItem item, @Nullable String parent, long summaryAt) {
    line.put("sessionId", header.sessionId()).put("uuid", item.id());
    if (parent == null) {
      line.putNull("parentUuid");
    } else {
      line.put("parentUuid", parent);
    }
    line.put("timestamp", IsoTime.format(item.at()))
        .put("cwd", header.cwd())
        .put("version", version);
    if (summaryAt >= 0) {
      line.put("summaryAt", summaryAt);
    }
  }

  private static Json.Builder message(String role, List<Json> content) {
    return Json.Obj.builder().put("role", role).put("content", content);
  }

  private Json.Obj answer(TranscriptItem.AssistantSaid said) {
    return Json.Obj.builder()
        .put("id", said.messageId())
        .put("role", "assistant")
        .put("model", said.model())
        .put("content", blocks(said.content()))
        .put("stop_reason", said.stopReason().wireName())
        .put("usage", usage(said.usage()))
        .build();
  }

  private static Json.Obj usage(Usage usage) {
    Json.Builder json =
        Json.Obj.builder()
            .put("input_tokens", usage.input())
            .put("output_tokens", usage.output())
            .put("cache_creation_input_tokens", usage.cacheWrite5m() + usage.cacheWrite1h())
            .put("cache_read_input_tokens", usage.cacheRead());
    if (usage.cacheWrite1h() > 0) {
      json.put(
          "cache_creation",
          Json.Obj.builder()
              .put("ephemeral_5m_input_tokens", usage.cacheWrite5m())
              .put("ephemeral_1h_input_tokens", usage.cacheWrite1h())
              .build());
    }
    if (usage.webSearches() > 0 || usage.webFetches() > 0) {
      json.put(
          "server_tool_use",
          Json.Obj.builder()
              .put("web_search_requests", usage.webSearches())
              .put("web_fetch_requests", usage.webFetches())
              .build());
    }
    return json.put("service_tier", usage.serviceTier())
        .put("inference_geo", usage.inferenceGeo())
        .build();
  }

  private List<Json> blocks(List<ContentBlock> blocks) {
    List<Json> result = new ArrayList<>(blocks.size());
    for (ContentBlock block : blocks) {
      Json encoded = block(block);
      if (encoded != null) {
        result.add(encoded);
      }
    }
    return result;
  }

  private @Nullable Json block(ContentBlock block) {
    return switch (block) {
      case ContentBlock.Text(String text) -> typed("text").put("text", text(text)).build();
      case ContentBlock.Image(String mediaType, String base64) ->
          typed("image").put("source", source(mediaType, base64)).build();
      case ContentBlock.Document(String mediaType, String base64, String title) ->
          typed("document")
              .put("source", source(mediaType, base64))
              .put("title", text(title))
              .build();
      case ContentBlock.ToolUse(String id, String name, Json.Obj input) ->
          typed("tool_use")
              .put("id", id)
              .put("name", text(name))
              .put("input", redacted(input))
              .build();
      case ContentBlock.ToolResult(String id, List<ContentBlock> content, boolean isError) ->
          result(id, content, isError);
      case ContentBlock.Thinking(String thinking, String signature) -> {
        // reasoning that was changed would not be valid any more when it is sent back
        String kept = text(thinking);
        yield kept.equals(thinking)
            ? typed("thinking").put("thinking", kept).put("signature", signature).build()
            : null;
      }
      case ContentBlock.RedactedThinking(String data) ->
          typed("redacted_thinking").put("data", data).build();
      case ContentBlock.Other(Json.Obj raw) -> typed("other").put("raw", redacted(raw)).build();
    };
  }

  private Json.Obj result(String toolUseId, List<ContentBlock> content, boolean isError) {
    return typed("tool_result")
        .put("tool_use_id", toolUseId)
        .put("is_error", isError)
        .put("content", blocks(content))
        .build();
  }

  private static Json.Builder typed(String type) {
    return Json.Obj.builder().put("type", type);
  }

  private static Json.Obj source(String mediaType, String base64) {
    return typed("base64").put("media_type", mediaType).put("data", base64).build();
  }

  private Json redacted(Json value) {
    return switch (value) {
      case Json.Null n -> n;
      case Json.Bool b -> b;
      case Json.Num n -> n;
      case Json.Str string -> {
        String kept = text(string.value());
        yield kept.equals(string.value()) ? string : new Json.Str(kept);
      }
      case Json.Arr(List<Json> items) -> {
        List<Json> kept = new ArrayList<>(items.size());
        for (Json item : items) {
          kept.add(redacted(item));
        }
        yield new Json.Arr(kept);
      }
      case Json.Obj object -> {
        Map<String, Json> kept = LinkedHashMap.newLinkedHashMap(object.members().size());
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
          kept.put(text(member.getKey()), redacted(member.getValue()));
        }
        yield new Json.Obj(kept);
      }
    };
  }

  /** The text without secrets, and without halves of characters, which UTF-8 has no form for. */
  private String text(String text) {
    String kept = redactor.redact(text);
    for (int i = 0; i < kept.length(); i++) {
      char c = kept.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < kept.length()
                && Character.isLowSurrogate(kept.charAt(i + 1));
        if (!pair) {
          return wholeCharacters(kept);
        }
        i++;
      }
    }
    return kept;
  }

  private static String wholeCharacters(String text) {
    StringBuilder whole = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      whole.appendCodePoint(point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point);
      i += Character.charCount(point);
    }
    return whole.toString();
  }
}
