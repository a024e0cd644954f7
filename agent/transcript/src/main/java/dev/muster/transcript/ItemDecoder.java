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

/**
 * Reads lines of a session file straight into items, without a JSON tree between. For use by one
 * thread.
 */
final class ItemDecoder {

  private final boolean withDetail;
  private final Map<String, StopReason> stopReasons = new HashMap<>();
  private final LineScanner scanner = new LineScanner();
  private final Blocks blocks = new Blocks(scanner);
  private String lastModel = "";
  private long summaryAt = -1;
  private int next;

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

  /** Where the summary stands that the line last decoded comes after; -1 where it names none. */
  long summaryAt() {
    return summaryAt;
  }

  /**
   * The item in the line at an offset; {@code null} when the line is damaged, or of a kind not
   * known here.
   *
   * @param limit an offset behind the line's end
   */
  @Nullable TranscriptItem decode(byte[] bytes, int offset, int limit) {
    summaryAt = -1;
    next = -1;
    scanner.reset(bytes, offset, limit);
    try {
      TranscriptItem item = new Line().read();
      if (next < 0) {
        next = scanner.endOfLine();
      }
      return item;
    } catch (IllegalArgumentException damaged) {
      next = Lines.behindLine(bytes, offset, limit);
      return null;
    }
  }

  /** The offset behind the end of the line last decoded. */
  int next() {
    return next;
  }

  /** The members of one line, as far as they are read. */
  private final class Line {
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

    @Nullable TranscriptItem read() {
      scanner.startObject();
      boolean first = true;
      for (String name = scanner.nextName(first); name != null; name = scanner.nextName(first)) {
        first = false;
        switch (name) {
          case "kind" -> kind = scanner.string();
          case "uuid" -> uuid = scanner.string();
          case "timestamp" -> at = IsoTime.parse(scanner.string());
          case "requestId" -> requestId = scanner.string();
          case "summary" -> summary = scanner.string();
          case "summaryAt" -> summaryAt = scanner.whole();
          case "tokensBefore" -> tokensBefore = scanner.whole();
          case "message" -> message();
          case "toolUseResult" -> {
            if (!withDetail) {
              // always last, and often half of the line
              next = scanner.restOfLine();
              return item();
            }
            detail = scanner.value();
          }
          default -> scanner.skip();
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

    private void message() {
      scanner.startObject();
      boolean first = true;
      for (String name = scanner.nextName(first); name != null; name = scanner.nextName(first)) {
        first = false;
        switch (name) {
          case "id" -> messageId = scanner.string();
          case "model" -> model = model(scanner.string());
          case "content" -> content = blocks.list();
          case "stop_reason" ->
              stopReason = stopReasons.getOrDefault(scanner.string(), StopReason.OTHER);
          case "usage" -> usage = usage();
          default -> scanner.skip();
        }
      }
    }

    private Usage usage() {
      UsageNumbers numbers = new UsageNumbers();
      numbers.read(scanner);
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

    void read(LineScanner scanner) {
      scanner.startObject();
      boolean first = true;
      for (String name = scanner.nextName(first); name != null; name = scanner.nextName(first)) {
        first = false;
        switch (name) {
          case "input_tokens" -> input = scanner.whole();
          case "output_tokens" -> output = scanner.whole();
          case "cache_creation_input_tokens" -> cacheWrite = scanner.whole();
          case "ephemeral_1h_input_tokens" -> cacheWrite1h = scanner.whole();
          case "cache_read_input_tokens" -> cacheRead = scanner.whole();
          case "web_search_requests" -> webSearches = scanner.whole();
          case "web_fetch_requests" -> webFetches = scanner.whole();
          case "service_tier" -> serviceTier = scanner.string();
          case "inference_geo" -> inferenceGeo = scanner.string();
          case "cache_creation", "server_tool_use" -> read(scanner);
          default -> scanner.skip();
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
