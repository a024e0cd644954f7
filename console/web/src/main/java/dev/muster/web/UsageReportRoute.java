package dev.muster.web;

import dev.muster.api.Paths;
import dev.muster.domain.Permission;
import dev.muster.domain.UsageReports;
import dev.muster.domain.UsageReports.Dimension;
import dev.muster.domain.UsageReports.Row;
import dev.muster.domain.UsageReports.Totals;
import dev.muster.domain.UsageReports.Width;
import dev.muster.json.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The usage report for messages, in the Admin API's shape. */
final class UsageReportRoute {

  static final Map<String, Dimension> GROUPS =
      Map.of(
          "account_id", Dimension.MEMBER,
          "api_key_id", Dimension.API_KEY,
          "context_window", Dimension.CONTEXT_WINDOW,
          "inference_geo", Dimension.INFERENCE_GEO,
          "model", Dimension.MODEL,
          "service_tier", Dimension.SERVICE_TIER,
          "speed", Dimension.SPEED,
          "workspace_id", Dimension.WORKSPACE);

  private static final Map<String, Dimension> FILTERS =
      Map.of(
          "account_ids", Dimension.MEMBER,
          "api_key_ids", Dimension.API_KEY,
          "context_window", Dimension.CONTEXT_WINDOW,
          "inference_geos", Dimension.INFERENCE_GEO,
          "models", Dimension.MODEL,
          "service_tiers", Dimension.SERVICE_TIER,
          "speeds", Dimension.SPEED,
          "workspace_ids", Dimension.WORKSPACE);

  private final UsageReports reports;
  private final InstantSource clock;

  UsageReportRoute(Services services) {
    this.reports = services.reports();
    this.clock = services.clock();
  }

  List<Route> routes() {
    return List.of(
        Route.get(
            Paths.ORGANIZATIONS + "/usage_report/messages", Permission.READ_USAGE, this::report));
  }

  private Reply report(Call call) {
    Query query = call.query();
    ReportQuery asked = ReportQuery.of(query, buckets(query), clock.instant());
    Map<Instant, List<Json>> results = new LinkedHashMap<>();
    for (Row row :
        reports.usage(
            new UsageReports.Query(
                call.organisation(),
                asked.from(),
                asked.to(),
                asked.width(),
                ReportQuery.groups(query, GROUPS),
                ReportQuery.filters(query, FILTERS)))) {
      results.computeIfAbsent(row.bucket(), b -> new ArrayList<>()).add(result(row));
    }
    return Reply.ok(Page.envelope(query, asked.buckets(results), asked.next()));
  }

  private static ReportQuery.Buckets buckets(Query query) {
    return switch (query.text("bucket_width").orElse("1d")) {
      case "1m" -> new ReportQuery.Buckets(Width.MINUTE, 60, 1_440);
      case "1h" -> new ReportQuery.Buckets(Width.HOUR, 24, 168);
      case "1d" -> new ReportQuery.Buckets(Width.DAY, 7, 31);
      default -> throw Refusal.invalid("bucket_width: must be 1m, 1h or 1d");
    };
  }

  private static Json result(Row row) {
    Totals totals = row.totals();
    Map<Dimension, String> by = row.by();
    return Json.Obj.builder()
        .put("uncached_input_tokens", totals.input())
        .put(
            "cache_creation",
            Json.Obj.builder()
                .put("ephemeral_1h_input_tokens", totals.cacheWrite1h())
                .put("ephemeral_5m_input_tokens", totals.cacheWrite5m())
                .build())
        .put("cache_read_input_tokens", totals.cacheRead())
        .put("output_tokens", totals.output())
        .put(
            "server_tool_use",
            Json.Obj.builder().put("web_search_requests", totals.webSearches()).build())
        .put("account_id", ReportQuery.value(by, Dimension.MEMBER))
        .put("api_key_id", ReportQuery.value(by, Dimension.API_KEY))
        .put("workspace_id", ReportQuery.value(by, Dimension.WORKSPACE))
        .put("model", ReportQuery.value(by, Dimension.MODEL))
        .put("service_tier", ReportQuery.value(by, Dimension.SERVICE_TIER))
        .put("context_window", ReportQuery.value(by, Dimension.CONTEXT_WINDOW))
        .put("inference_geo", ReportQuery.value(by, Dimension.INFERENCE_GEO))
        .put("speed", ReportQuery.value(by, Dimension.SPEED))
        .putNull("service_account_id")
        .put("requests", totals.requests())
        .put("requests_at_least", totals.atLeast())
        .build();
  }
}
