package dev.muster.web;

import dev.muster.api.Paths;
import dev.muster.domain.Permission;
import dev.muster.domain.UsageReports;
import dev.muster.domain.UsageReports.Dimension;
import dev.muster.domain.UsageReports.Row;
import dev.muster.domain.UsageReports.Totals;
import dev.muster.domain.UsageReports.Width;
import dev.muster.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Usage beside what it cost, summed over whole days: what the Admin API tells only apart. */
final class SpendingRoute {

  private static final Duration LONGEST = Duration.ofDays(400);

  private final UsageReports reports;
  private final InstantSource clock;

  SpendingRoute(Services services) {
    this.reports = services.reports();
    this.clock = services.clock();
  }

  List<Route> routes() {
    return List.of(Route.get(Paths.CONSOLE + "/usage", Permission.READ_USAGE, this::spending));
  }

  /** What one line sums up. */
  private static final class Sum {
    private long requests;
    private long atLeast;
    private long input;
    private long cacheWrite;
    private long cacheRead;
    private long output;
    private long nanos;

    void add(Totals totals) {
      requests += totals.requests();
      atLeast += totals.atLeast();
      input += totals.input();
      cacheWrite += totals.cacheWrite5m() + totals.cacheWrite1h();
      cacheRead += totals.cacheRead();
      output += totals.output();
      nanos = Math.addExact(nanos, totals.cost().total());
    }
  }

  private Reply spending(Call call) {
    Query query = call.query();
    Instant from =
        day(query.time("starting_at").orElseThrow(() -> Refusal.invalid("starting_at: is needed")));
    Instant last = query.time("ending_at").orElse(clock.instant());
    Instant to = day(last).equals(last) ? last : day(last).plus(Duration.ofDays(1));
    if (!to.isAfter(from) || Duration.between(from, to).compareTo(LONGEST) > 0) {
      throw Refusal.invalid("ending_at: must be after starting_at, by at most 400 days");
    }
    Set<Dimension> groups = ReportQuery.groups(query, UsageReportRoute.GROUPS);
    Map<Map<Dimension, String>, Sum> sums = new HashMap<>();
    Sum all = new Sum();
    for (Row row :
        reports.usage(
            new UsageReports.Query(call.organisation(), from, to, Width.DAY, groups, Map.of()))) {
      sums.computeIfAbsent(row.by(), by -> new Sum()).add(row.totals());
      all.add(row.totals());
    }
    List<Map.Entry<Map<Dimension, String>, Sum>> lines = new ArrayList<>(sums.entrySet());
    lines.sort(Comparator.comparingLong(line -> -line.getValue().nanos));
    return Reply.ok(
        Json.Obj.builder()
            .put("starting_at", from.toString())
            .put("ending_at", to.toString())
            .put("data", lines.stream().map(l -> line(groups, l.getKey(), l.getValue())).toList())
            .put("total", Money.cents(all.nanos))
            .put("currency", "USD")
            .build());
  }

  private static Instant day(Instant time) {
    return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), 86_400L) * 86_400L);
  }

  private static Json line(Set<Dimension> groups, Map<Dimension, String> by, Sum sum) {
    Json.Builder out = Json.Obj.builder();
    UsageReportRoute.GROUPS.entrySet().stream()
        .filter(group -> groups.contains(group.getValue()))
        .sorted(Map.Entry.comparingByKey())
        .forEach(group -> out.put(group.getKey(), ReportQuery.value(by, group.getValue())));
    return out.put("requests", sum.requests)
        .put("requests_at_least", sum.atLeast)
        .put("uncached_input_tokens", sum.input)
        .put("cache_creation_input_tokens", sum.cacheWrite)
        .put("cache_read_input_tokens", sum.cacheRead)
        .put("output_tokens", sum.output)
        .put("amount", Money.cents(sum.nanos))
        .build();
  }
}
