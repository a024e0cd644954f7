package dev.muster.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Both kinds of pages, walked to their ends, and cursors that belong elsewhere. */
class PageTest {

  private static final List<String> ALL = IntStream.range(0, 45).mapToObj(i -> "id" + i).toList();

  private static Json.Obj byId(String query) {
    return Page.byId(Query.of(query), ALL, id -> id, Json::of);
  }

  private static List<String> data(Json.Obj page) {
    List<String> data = new ArrayList<>();
    for (Json item : page.items("data")) {
      data.add(((Json.Str) item).value());
    }
    return data;
  }

  @Test
  void forwardsById() {
    Json.Obj first = byId("");
    assertThat(data(first)).isEqualTo(ALL.subList(0, 20));
    assertThat(first.bool("has_more")).contains(true);
    assertThat(first.string("first_id")).contains("id0");
    assertThat(first.string("last_id")).contains("id19");
    Json.Obj last = byId("limit=25&after_id=id19&beta=true");
    assertThat(data(last)).isEqualTo(ALL.subList(20, 45));
    assertThat(last.bool("has_more")).contains(false);
  }

  @Test
  void backwardsById() {
    Json.Obj page = byId("limit=5&before_id=id8");
    assertThat(data(page)).isEqualTo(ALL.subList(3, 8));
    assertThat(page.bool("has_more")).contains(true);
    assertThat(data(byId("limit=5&before_id=id3"))).isEqualTo(ALL.subList(0, 3));
    assertThat(byId("limit=5&before_id=id3").bool("has_more")).contains(false);
  }

  @Test
  void emptyPagesHaveNoIds() {
    Json.Obj page = byId("after_id=id44");
    assertThat(data(page)).isEmpty();
    assertThat(page.get("first_id")).isEqualTo(Json.NULL);
    assertThat(page.get("last_id")).isEqualTo(Json.NULL);
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    for (String query :
        List.of(
            "limit=0",
            "limit=1001",
            "limit=x",
            "after_id=nobody",
            "after_id=id1&before_id=id2",
            "limit=1&limit=2",
            "limit=%zz")) {
      assertThatThrownBy(() -> byId(query)).as(query).isInstanceOf(Refusal.class);
    }
  }

  private static Json.Obj byCursor(String query) {
    return Page.byCursor(Query.of(query), ALL, 20, Json::of);
  }

  @Test
  void byCursorToTheEnd() {
    List<String> seen = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    while (true) {
      Json.Obj page = byCursor("kind=a" + (cursor.isEmpty() ? "" : "&page=" + cursor));
      seen.addAll(data(page));
      pages++;
      if (page.string("next_page").isEmpty()) {
        assertThat(page.bool("has_more")).contains(false);
        break;
      }
      cursor = page.string("next_page").get();
      assertThat(cursor).startsWith("page_");
    }
    assertThat(seen).isEqualTo(ALL);
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void aCursorBelongsToItsFilters() {
    String cursor = byCursor("kind=a&kind=b").string("next_page").orElseThrow();
    assertThat(data(byCursor("kind=a&kind=b&limit=5&page=" + cursor)).getFirst()).isEqualTo("id20");
    for (String query : List.of("kind=a&page=" + cursor, "page=page_AAAA", "page=17")) {
      assertThatThrownBy(() -> byCursor(query)).as(query).isInstanceOf(Refusal.class);
    }
  }
}
