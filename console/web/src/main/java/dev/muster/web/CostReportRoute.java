package dev.muster.web;

import dev.muster.api.Paths;
import dev.muster.domain.Cost;
import dev.muster.domain.Permission;
import dev.muster.domain.UsageReports;
import dev.muster.domain.UsageReports.Dimension;
import dev.muster.domain.UsageReports.Row;
import dev.muster.domain.UsageReports.Width;
import dev.muster.json.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cost report, in the Admin API's shape: amounts are cents as decimal texts, exact to the
 * nano-dollar, so that they add up to what the ledger holds.
 */
final class CostReportRoute {

  /** What a row of a grouping by description is told apart by. */
  private static final Set<Dimension> DESCRIBED =
      EnumSet.of(
          Dimension.MODEL,
          Dimension.SERVICE_TIER,
          Dimension.CONTEXT_WINDOW,
          Dimension.INFERENCE_GEO);

  private final UsageReports reports;
  private final InstantSource clock;

  CostReportRoute(Services services) {
    this.reports = services.reports();
    this.clock = services.clock();
  }

  List<Route> routes() {
    return List.of(
        Route.get(Paths.ORGANIZATIONS + "/cost_report", Permission.READ_USAGE, this::report));
  }

  private Reply report(Call call) {
    Query query = call.query();
    if (!query.text("bucket_width").orElse("1d").equals("1d")) {
      throw Refusal.invalid("bucket_width: must be 1d");
    }
    ReportQuery asked =
        ReportQuery.of(query, new ReportQuery.Buckets(Width.DAY, 7, 31), clock.instant());
    List<String> groups = query.texts("group_by");
    for (String group : groups) {
      if (!group.equals("description") && !group.equals("workspace_id")) {
        throw Refusal.invalid("group_by: must be description or workspace_id");
      }
    }
    boolean described = groups.contains("description");
    Set<Dimension> by = EnumSet.noneOf(Dimension.class);
    if (described) {
      by.addAll(DESCRIBED);
    }
    if (groups.contains("workspace_id")) {
      by.add(Dimension.WORKSPACE);
    }
    Map<Instant, List<Json>> results = new LinkedHashMap<>();
    for (Row row :
        reports.usage(
            new UsageReports.Query(
                call.organisation(), asked.from(), asked.to(), asked.width(), by, Map.of()))) {
      List<Json> bucket = results.computeIfAbsent(row.bucket(), b -> new ArrayList<>());
      if (described) {
        describe(row, bucket);
      } else {
        bucket.add(line(row, row.totals().cost().total(), null));
      }
    }
    return Reply.ok(Page.envelope(query, asked.buckets(results), asked.next()));
  }

  /** What a part of the cost is called. */
  private record Part(String costType, @Nullable String tokenType, String words) {}

  private static void describe(Row row, List<Json> bucket) {
    Cost cost = row.totals().cost();
    part(row, bucket, cost.input(), tokens("uncached_input_tokens", "Input Tokens"));
    part(row, bucket, cost.output(), tokens("output_tokens", "Output Tokens"));
    part(
        row,
        bucket,
        cost.cacheRead(),
        tokens("cache_read_input_tokens", "Input Tokens, Cache Read"));
    part(
        row,
        bucket,
        cost.cacheWrite5m(),
        tokens("cache_creation.ephemeral_5m_input_tokens", "Input Tokens, Cache Write 5m"));
    part(
        row,
        bucket,
        cost.cacheWrite1h(),
        tokens("cache_creation.ephemeral_1h_input_tokens", "Input Tokens, Cache Write 1h"));
    part(row, bucket, cost.webSearch(), new Part("web_search", null, "Web Search"));
    part(row, bucket, cost.other(), new Part("tokens", null, "Charged by a Bound"));
  }

  private static Part tokens(String type, String words) {
    return new Part("tokens", type, words);
  }

  private static void part(Row row, List<Json> bucket, long nanos, Part part) {
    if (nanos != 0) {
      bucket.add(line(row, nanos, part));
    }
  }

  private static Json line(Row row, long nanos, @Nullable Part part) {
    Map<Dimension, String> by = row.by();
    Json.Builder out = Json.Obj.builder().put("currency", "USD").put("amount", Money.cents(nanos));
    out.put("workspace_id", ReportQuery.value(by, Dimension.WORKSPACE));
    if (part == null) {
      out.putNull("description").putNull("cost_type").putNull("token_type");
    } else {
      String model = by.getOrDefault(Dimension.MODEL, "");
      out.put("description", (model + " Usage - " + part.words()).strip())
          .put("cost_type", part.costType());
      Shapes.text(out, "token_type", part.tokenType());
    }
    return out.put("model", ReportQuery.value(by, Dimension.MODEL))
        .put("service_tier", ReportQuery.value(by, Dimension.SERVICE_TIER))
        .put("context_window", ReportQuery.value(by, Dimension.CONTEXT_WINDOW))
        .put("inference_geo", ReportQuery.value(by, Dimension.INFERENCE_GEO))
        .build();
  }
}
