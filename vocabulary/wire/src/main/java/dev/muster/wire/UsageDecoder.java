package dev.muster.wire;

import dev.muster.json.Json;
import dev.muster.model.CachePolicy;
import dev.muster.model.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the usage that a provider reports over the course of an answer.
 *
 * <p>Each report is cumulative: a member that is there and not null replaces the earlier one. Cache
 * writes whose lifetime the provider does not tell count as those that the request asked for. For
 * use by one thread.
 */
final class UsageDecoder {

  /** No count is believed above this, so that sums cannot overflow. */
  private static final long MOST = 1L << 40;

  private final CachePolicy cache;
  private final Map<String, Json> members = new LinkedHashMap<>();

  UsageDecoder(CachePolicy cache) {
    this.cache = cache;
  }

  void report(@Nullable Json usage) {
    if (usage instanceof Json.Obj object) {
      for (Map.Entry<String, Json> member : object.members().entrySet()) {
        if (!(member.getValue() instanceof Json.Null)) {
          members.put(member.getKey(), member.getValue());
        }
      }
    }
  }

  Usage usage() {
    long fiveMinutes = count(within("cache_creation", "ephemeral_5m_input_tokens"));
    long oneHour = count(within("cache_creation", "ephemeral_1h_input_tokens"));
    long written = count(members.get("cache_creation_input_tokens"));
    long untold = Math.max(0, written - fiveMinutes - oneHour);
    boolean hour = cache == CachePolicy.ONE_HOUR;
    return new Usage(
        count(members.get("input_tokens")),
        count(members.get("output_tokens")),
        fiveMinutes + (hour ? 0 : untold),
        oneHour + (hour ? untold : 0),
        count(members.get("cache_read_input_tokens")),
        count(within("server_tool_use", "web_search_requests")),
        count(within("server_tool_use", "web_fetch_requests")),
        text("service_tier"),
        text("inference_geo"));
  }

  /** The speed that the provider says it answered with, or {@code null}. */
  @Nullable String speed() {
    return text("speed");
  }

  /**
   * What the provider did besides, and leaves out of its totals: the entries of {@code iterations}
   * other than messages, such as a compaction.
   */
  List<Usage> besides() {
    if (!(members.get("iterations") instanceof Json.Arr(List<Json> items))) {
      return List.of();
    }
    List<Usage> besides = new ArrayList<>();
    for (Json item : items) {
      if (item instanceof Json.Obj entry && !entry.string("type").orElse("").equals("message")) {
        UsageDecoder one = new UsageDecoder(cache);
        one.report(entry.without("iterations"));
        besides.add(one.usage());
      }
    }
    return besides;
  }

  /** Whether the provider has said how much it wrote. */
  boolean hasOutput() {
    return members.get("output_tokens") instanceof Json.Num;
  }

  private @Nullable String text(String name) {
    return members.get(name) instanceof Json.Str(String text) ? text : null;
  }

  private @Nullable Json within(String object, String name) {
    return members.get(object) instanceof Json.Obj inner ? inner.get(name) : null;
  }

  private static long count(@Nullable Json told) {
    return told instanceof Json.Num number ? Math.clamp(number.whole().orElse(0), 0, MOST) : 0;
  }
}
