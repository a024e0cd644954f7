package dev.muster.transcript;

import dev.muster.json.Json;
import dev.muster.model.ContentBlock;
import dev.muster.model.StopReason;
import dev.muster.model.Usage;
import dev.muster.protocol.TranscriptItem;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads lines of a session file straight into items, without a JSON tree between. For use by one
 * thread.
 */
final class ItemDecoder {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1_000)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxDocumentLength(-1)
                  .maxNumberLength(10_000)
                  .build())
          .build();

  private final boolean withDetail;
  private final Map<String, StopReason> stopReasons = new HashMap<>();
  private String lastModel = "";

  /**
   * A decoder.
   *
   * @param withDetail whether {@link TranscriptItem.ToolAnswered#detail} is wanted; the
   *     conversation needs none, and it can be large
   */
  ItemDecoder(boolean withDetail) {
    this.withDetail = withDetail;
    for (StopReason reason : StopReason.values()) {
      stopReasons.put(reason.wireName(), reason);
    }
  }

  /** The item in a line; {@code null} when the line is damaged, or of a kind not known here. */
  @Nullable TranscriptItem decode(byte[] bytes, int offset, int length) {
    try (JsonParser parser =
        FACTORY.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      TranscriptItem item = new Line(parser).read();
      return parser.nextToken() == null ? item : null;
    } catch (JacksonException | IllegalArgumentException damaged) {
      return null;
    }
  }

  /** The members of one line, as far as they are read. */
  private final class Line {
    private final JsonParser parser;
    private final Blocks blocks;
    private String kind = "";
    private @Nullable String uuid;
    private @Nullable Instant at;
    private @Nullable String requestId;
    private @Nullable String summary;
    private long tokensBefore;
    private @Nullable Json detail;
    private String messageId = "";
    private String model = "";
    private StopReason stopReason = StopReason.OTHER;
    private Usage usage = Usage.NONE;
    private List<ContentBlock> content = List.of();

    Line(JsonParser parser) {
      this.parser = parser;
      this.blocks = new Blocks(parser);
    }

    @Nullable TranscriptItem read() {
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        switch (name) {
          case "kind" -> kind = blocks.string(token);
          case "uuid" -> uuid = blocks.string(token);
          case "timestamp" -> at = IsoTime.parse(blocks.string(token));
          case "requestId" -> requestId = blocks.string(token);
          case "summary" -> summary = blocks.string(token);
          case "tokensBefore" -> tokensBefore = blocks.whole(token);
          case "message" -> message(token);
          case "toolUseResult" -> {
            if (withDetail) {
              detail = blocks.value(token);
            } else {
              parser.skipChildren();
            }
          }
          default -> parser.skipChildren();
        }
      }
      return item();
    }

    private @Nullable TranscriptItem item() {
      if (uuid == null || at == null) {
        return null;
      }
      return switch (kind) {
        case "prompt" ->
            new TranscriptItem.UserSaid(uuid, at, content, TranscriptItem.Source.PROMPT);
        case "agent" -> new TranscriptItem.UserSaid(uuid, at, content, TranscriptItem.Source.AGENT);
        case "answer" ->
            new TranscriptItem.AssistantSaid(
                uuid, at, messageId, model, content, stopReason, usage, requestId);
        case "tool" ->
            content.size() == 1 && content.getFirst() instanceof ContentBlock.ToolResult result
                ? new TranscriptItem.ToolAnswered(
                    uuid, at, result.toolUseId(), result.content(), result.isError(), detail)
                : null;
        case "compaction" ->
            summary == null ? null : new TranscriptItem.Compacted(uuid, at, summary, tokensBefore);
        default -> null;
      };
    }

    private void message(JsonToken start) {
      blocks.expect(start, JsonToken.START_OBJECT);
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        switch (name) {
          case "id" -> messageId = blocks.string(token);
          case "model" -> model = model(blocks.string(token));
          case "content" -> content = blocks.list(token);
          case "stop_reason" ->
              stopReason = stopReasons.getOrDefault(blocks.string(token), StopReason.OTHER);
          case "usage" -> usage = usage(token);
          default -> parser.skipChildren();
        }
      }
    }

    private Usage usage(JsonToken start) {
      blocks.expect(start, JsonToken.START_OBJECT);
      UsageNumbers numbers = new UsageNumbers();
      numbers.read(parser, blocks);
      return numbers.usage();
    }
  }

  /** One object for a name that stands in thousands of lines. */
  private String model(String name) {
    if (!name.equals(lastModel)) {
      lastModel = name;
    }
    return lastModel;
  }

  /** The numbers of a {@code usage} object, at any depth in it: no two have the same name. */
  private static final class UsageNumbers {
    private long input;
    private long output;
    private long cacheWrite;
    private long cacheWrite1h;
    private long cacheRead;
    private long webSearches;
    private long webFetches;
    private @Nullable String serviceTier;
    private @Nullable String inferenceGeo;

    void read(JsonParser parser, Blocks blocks) {
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        switch (name) {
          case "input_tokens" -> input = blocks.whole(token);
          case "output_tokens" -> output = blocks.whole(token);
          case "cache_creation_input_tokens" -> cacheWrite = blocks.whole(token);
          case "ephemeral_1h_input_tokens" -> cacheWrite1h = blocks.whole(token);
          case "cache_read_input_tokens" -> cacheRead = blocks.whole(token);
          case "web_search_requests" -> webSearches = blocks.whole(token);
          case "web_fetch_requests" -> webFetches = blocks.whole(token);
          case "service_tier" -> serviceTier = blocks.string(token);
          case "inference_geo" -> inferenceGeo = blocks.string(token);
          case "cache_creation", "server_tool_use" -> {
            blocks.expect(token, JsonToken.START_OBJECT);
            read(parser, blocks);
          }
          default -> parser.skipChildren();
        }
      }
    }

    Usage usage() {
      return new Usage(
          input,
          output,
          Math.max(0, cacheWrite - cacheWrite1h),
          cacheWrite1h,
          cacheRead,
          webSearches,
          webFetches,
          serviceTier,
          inferenceGeo);
    }
  }
}
