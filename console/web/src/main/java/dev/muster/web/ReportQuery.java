package dev.muster.web;

import dev.muster.domain.UsageReports.Dimension;
import dev.muster.domain.UsageReports.Width;
import dev.muster.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of a report that one page shows: whole buckets, in UTC, empty ones included.
 *
 * @param from the first moment of the first bucket
 * @param to the first moment after the last bucket
 * @param next the number of the next page's first bucket; -1 where this page is the last
 */
record ReportQuery(Instant from, Instant to, Width width, int next) {

  /** How many buckets a page has: unless asked otherwise, and at most. */
  record Buckets(Width width, int usual, int most) {}

  /** Reads the times and the page of a query. */
  static ReportQuery of(Query query, Buckets buckets, Instant now) {
    Instant start =
        query.time("starting_at").orElseThrow(() -> Refusal.invalid("starting_at: is needed"));
    long bucket = length(buckets.width()).toSeconds();
    long first = Math.floorDiv(start.getEpochSecond(), bucket);
    Instant end = query.time("ending_at").orElse(now);
    if (!end.isAfter(start)) {
      throw Refusal.invalid("ending_at: must be after starting_at");
    }
    // The bucket that holds the last moment before the end is the last one.
    long last = Math.floorDiv(end.getEpochSecond() + (end.getNano() > 0 ? 0 : -1), bucket);
    int limit = query.whole("limit", buckets.usual(), 1, buckets.most());
    int skipped = Page.start(query);
    long from = first + skipped;
    long to = Math.min(last + 1, from + limit);
    return new ReportQuery(
        Instant.ofEpochSecond(from * bucket),
        Instant.ofEpochSecond(Math.max(from, to) * bucket),
        buckets.width(),
        to <= last ? (int) (to - first) : -1);
  }

  static Duration length(Width width) {
    return switch (width) {
      case MINUTE -> Duration.ofMinutes(1);
      case HOUR -> Duration.ofHours(1);
      case DAY -> Duration.ofDays(1);
    };
  }

  /** The buckets with what each holds; those of which the map says nothing are empty. */
  List<Json> buckets(Map<Instant, List<Json>> results) {
    List<Json> data = new ArrayList<>();
    Duration length = length(width);
    for (Instant at = from; at.isBefore(to); at = at.plus(length)) {
      data.add(
          Json.Obj.builder()
              .put("starting_at", at.toString())
              .put("ending_at", at.plus(length).toString())
              .put("results", results.getOrDefault(at, List.of()))
              .build());
    }
    return data;
  }

  /** The dimensions that {@code group_by[]} names, of those that the report knows. */
  static Set<Dimension> groups(Query query, Map<String, Dimension> known) {
    Set<Dimension> groups = EnumSet.noneOf(Dimension.class);
    for (String name : query.texts("group_by")) {
      Dimension dimension = known.get(name);
      if (dimension == null) {
        throw Refusal.invalid(
            "group_by: \"" + name + "\" is none of " + known.keySet().stream().sorted().toList());
      }
      groups.add(dimension);
    }
    return groups;
  }

  /** The values that alone count, by the parameters that the report knows. */
  static Map<Dimension, Set<String>> filters(Query query, Map<String, Dimension> known) {
    Map<Dimension, Set<String>> only = new HashMap<>();
    for (Map.Entry<String, Dimension> filter : known.entrySet()) {
      List<String> values = query.texts(filter.getKey());
      if (!values.isEmpty()) {
        only.put(filter.getValue(), Set.copyOf(values));
      }
    }
    return only;
  }

  /** The value of a dimension, or null where it is not told apart or absent. */
  static Json value(Map<Dimension, String> by, Dimension dimension) {
    @Nullable String value = by.get(dimension);
    return Optional.ofNullable(value).<Json>map(Json::of).orElse(Json.NULL);
  }
}
