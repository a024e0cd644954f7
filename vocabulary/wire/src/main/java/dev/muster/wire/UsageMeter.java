package dev.muster.wire;

import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import dev.muster.json.JsonReader.Parts;
import dev.muster.model.CachePolicy;
import dev.muster.model.Usage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Watches an answer go by and tells what it used; it alters nothing and never fails.
 *
 * <p>Of a stream only the events that carry usage are parsed; the others are measured. Reports are
 * cumulative: a member that is there and not null replaces the earlier one. A stream that this
 * cannot follow (an event beyond the limit, usage that is not JSON) leaves the meter {@linkplain
 * #isBlind blind}, and whoever charges must then fall back on a bound. For use by one thread.
 *
 * <p>Source: Anthropic's documentation, "Streaming messages".
 */
public final class UsageMeter {

  /** The longest event that is followed; a longer one is relayed all the same. */
  public static final int MAX_EVENT_BYTES = 32 * 1024 * 1024;

  /**
   * What {@code {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","…":""}}}
   * takes at least.
   */
  private static final int AROUND_DELTA = 60;

  private static final Parts ALL = Parts.ALL;
  private static final Parts REPORT =
      new Parts(Map.of("usage", ALL, "message", new Parts(Map.of("usage", ALL, "model", ALL))));
  private static final Parts TYPE = new Parts(Map.of("type", ALL));

  private final SseDecoder decoder = new SseDecoder(MAX_EVENT_BYTES);
  private final SseDecoder.Sink sink = this::event;
  private final UsageDecoder usage;
  private boolean started;
  private boolean told;
  private boolean stopped;
  private boolean failed;
  private boolean blind;
  private boolean hidden;
  private long bytesSaid;
  private @Nullable String model;

  /**
   * Starts before the first byte.
   *
   * @param cache the dearest cache lifetime that the request asked for: writes whose lifetime the
   *     provider does not tell count as that
   */
  public UsageMeter(CachePolicy cache) {
    this.usage = new UsageDecoder(cache);
  }

  /** Watches the next bytes of a stream of server-sent events. */
  public void feed(byte[] bytes, int offset, int length) {
    if (blind) {
      return;
    }
    try {
      decoder.feed(bytes, offset, length, sink);
    } catch (WireException tooLong) {
      blind = true;
    }
  }

  /**
   * Watches one event whose name is known.
   *
   * @param name the event's type; the payload's own {@code type} when empty
   */
  public void event(String name, byte[] data, int offset, int length) {
    String type = name.isEmpty() ? typeOf(data, offset, length) : name;
    switch (type) {
      case "message_start" -> report(data, offset, length, true);
      case "message_delta" -> report(data, offset, length, false);
      case "message_stop" -> stopped = true;
      case "error" -> failed = true;
      case "content_block_delta" -> delta(data, offset, length);
      case "content_block_start" -> {
        bytesSaid += length;
        hidden |= contains(data, offset, length, "thinking");
      }
      case "content_block_stop", "ping" -> {}
      default -> bytesSaid += length;
    }
  }

  /** Takes a whole answer that was not streamed. */
  public void whole(byte[] body) {
    try {
      Json.Obj answer = JsonReader.readObject(body);
      started = true;
      model = answer.string("model").orElse(null);
      usage.report(answer.get("usage"));
      told = usage.hasOutput();
      stopped = told;
    } catch (JsonException notAnAnswer) {
      blind = true;
    }
  }

  /** Whether the answer came to its end and its usage is complete. */
  public boolean isComplete() {
    return started && told && stopped && !failed && !blind;
  }

  /** Whether the prompt's usage has been told. */
  public boolean isStarted() {
    return started;
  }

  /** Whether something went by that could not be followed. */
  public boolean isBlind() {
    return blind;
  }

  /** Whether an {@code error} event came after the answer had begun. */
  public boolean isFailed() {
    return failed;
  }

  /** Whether the model thought: what is shown of that may be less than what it wrote. */
  public boolean isHidden() {
    return hidden;
  }

  /** Whether the last usage has come, with all that was written. */
  public boolean isTold() {
    return told && !blind;
  }

  /**
   * The most tokens that what was shown can be: every token stands for at least one byte. Without
   * the thinking that was not shown.
   */
  public long shownTokens() {
    return bytesSaid;
  }

  /** What the provider has told so far. */
  public Usage usage() {
    return usage.usage();
  }

  /** What it did besides, which its totals leave out; each is priced by itself. */
  public List<Usage> besides() {
    return usage.besides();
  }

  /** The speed that the provider says it answered with, or {@code null}. */
  public @Nullable String speed() {
    return usage.speed();
  }

  /** The model that answered, or {@code null} before that is told. */
  public @Nullable String model() {
    return model;
  }

  private void report(byte[] data, int offset, int length, boolean start) {
    try {
      Json.Obj event = JsonReader.readParts(data, offset, length, REPORT);
      if (start) {
        Json.Obj message = event.object("message").orElse(Json.Obj.EMPTY);
        started = message.has("usage");
        model = message.string("model").orElse(null);
        usage.report(message.get("usage"));
      } else {
        Json reported = event.get("usage");
        told |= reported instanceof Json.Obj object && object.has("output_tokens");
        usage.report(reported);
      }
    } catch (JsonException notUsage) {
      blind = true;
    }
  }

  private void delta(byte[] data, int offset, int length) {
    bytesSaid += Math.max(1, length - AROUND_DELTA);
    // Deltas of thinking and of its signature name themselves near the start.
    if (!hidden) {
      hidden = contains(data, offset, Math.min(length, 2 * AROUND_DELTA), "thinking_delta");
    }
  }

  /** The {@code type} of an event without a name; its payload alone says it. */
  private static String typeOf(byte[] data, int offset, int length) {
    try {
      Json.Obj event = JsonReader.readParts(data, offset, length, TYPE);
      return event.string("type").orElse("").toLowerCase(Locale.ROOT);
    } catch (JsonException notJson) {
      return "";
    }
  }

  private static boolean contains(byte[] data, int offset, int length, String ascii) {
    int most = offset + length - ascii.length();
    for (int i = offset; i <= most; i++) {
      int j = 0;
      while (j < ascii.length() && data[i + j] == ascii.charAt(j)) {
        j++;
      }
      if (j == ascii.length()) {
        return true;
      }
    }
    return false;
  }
}
