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
    Json.Obj all = new Json.Obj(members);
    Json.Obj split = all.object("cache_creation").orElse(Json.Obj.EMPTY);
    long fiveMinutes = count(split, "ephemeral_5m_input_tokens");
    long oneHour = count(split, "ephemeral_1h_input_tokens");
    long untold = Math.max(0, count(all, "cache_creation_input_tokens") - fiveMinutes - oneHour);
    boolean hour = cache == CachePolicy.ONE_HOUR;
    Json.Obj server = all.object("server_tool_use").orElse(Json.Obj.EMPTY);
    return new Usage(
        count(all, "input_tokens"),
        count(all, "output_tokens"),
        fiveMinutes + (hour ? 0 : untold),
        oneHour + (hour ? untold : 0),
        count(all, "cache_read_input_tokens"),
        count(server, "web_search_requests"),
        count(server, "web_fetch_requests"),
        all.string("service_tier").orElse(null),
        all.string("inference_geo").orElse(null));
  }

  /** The speed that the provider says it answered with, or {@code null}. */
  @Nullable String speed() {
    return members.get("speed") instanceof Json.Str(String speed) ? speed : null;
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

  private static long count(Json.Obj object, String name) {
    return Math.clamp(object.whole(name).orElse(0), 0, MOST);
  }
}
