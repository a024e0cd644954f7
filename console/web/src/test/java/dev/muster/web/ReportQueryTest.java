package dev.muster.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.domain.UsageReports.Width;
import dev.muster.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Buckets of reports: whole, without gaps, and the same over pages as in one. */
class ReportQueryTest {

  private static final Instant NOW = Instant.parse("2026-11-28T10:30:00Z");
  private static final ReportQuery.Buckets DAYS = new ReportQuery.Buckets(Width.DAY, 7, 31);

  private static ReportQuery days(String query) {
    return ReportQuery.of(Query.of(query), DAYS, NOW);
  }

  @Test
  void bucketsAreWhole() {
    ReportQuery query = days("starting_at=2026-11-01T05:00:00Z&ending_at=2026-11-03T00:00:01Z");
    assertThat(query.from()).isEqualTo(Instant.parse("2026-11-01T00:00:00Z"));
    assertThat(query.to()).isEqualTo(Instant.parse("2026-11-04T00:00:00Z"));
    assertThat(query.next()).isEqualTo(-1);
    assertThat(days("starting_at=2026-11-01T00:00:00Z&ending_at=2026-11-03T00:00:00Z").to())
        .isEqualTo(Instant.parse("2026-11-03T00:00:00Z"));
    assertThat(days("starting_at=2026-11-28T00:00:00%2B02:00").from())
        .isEqualTo(Instant.parse("2026-11-27T00:00:00Z"));
  }

  @Test
  void pagesFollowEachOther() {
    String filters = "starting_at=2026-11-01T00:00:00Z&ending_at=2026-11-20T00:00:00Z";
    List<String> starts = new ArrayList<>();
    String page = "";
    int pages = 0;
    while (pages < 10) {
      Query asked = Query.of(filters + page);
      ReportQuery query = ReportQuery.of(asked, DAYS, NOW);
      for (Json bucket : query.buckets(Map.of())) {
        starts.add(((Json.Obj) bucket).string("starting_at").orElseThrow());
        assertThat(((Json.Obj) bucket).items("results")).isEmpty();
      }
      pages++;
      Json.Obj envelope = Page.envelope(asked, List.of(), query.next());
      if (envelope.string("next_page").isEmpty()) {
        break;
      }
      page = "&page=" + envelope.string("next_page").get();
    }
    assertThat(pages).isEqualTo(3);
    assertThat(starts).hasSize(19).doesNotHaveDuplicates().isSorted();
    assertThat(starts.getLast()).isEqualTo("2026-11-19T00:00:00Z");
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    for (String query :
        List.of(
            "",
            "starting_at=yesterday",
            "starting_at=2026-12-01T00:00:00Z",
            "starting_at=2026-11-02T00:00:00Z&ending_at=2026-11-01T00:00:00Z",
            "starting_at=2026-11-02T00:00:00Z&limit=32")) {
      assertThatThrownBy(() -> days(query)).as(query).isInstanceOf(Refusal.class);
    }
  }
}
