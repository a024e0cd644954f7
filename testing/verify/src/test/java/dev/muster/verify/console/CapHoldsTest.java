package dev.muster.verify.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.scriptedmodel.node.Node;
import dev.muster.scriptedmodel.script.Counting;
import dev.muster.scriptedmodel.script.Pace;
import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.Turn;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A hard limit with room for exactly three requests admits exactly three of fifty at once. */
class CapHoldsTest {

  private static final String MODEL = "claude-opus-4-5";
  private static final int AT_ONCE = 50;

  /** Answers that come late, so that all requests are under way before the first is settled. */
  private static final Turn SLOW = Turn.text("said").pace(new Pace(40, 0, 2_000, 0, 0));

  @Test
  void threeOfFifty() throws Exception {
    try (ConsoleScene scene =
        ConsoleScene.of(Script.of(Turn.text("said")).counting(Counting.ABSENT).otherwise(SLOW))) {
      scene.start();
      String admin = scene.init();
      String key = scene.key("capped");
      Node.Obj first = first(scene, admin, key);
      long bound = first.whole("bound_nanos", 0);
      long cost = first.whole("charged_nanos", 0);
      BigDecimal dollars = BigDecimal.valueOf(cost + 3 * bound, 9);
      Node.Obj limit =
          scene.json(
              "limit",
              "set",
              "--workspace",
              "capped",
              "--amount",
              dollars.toPlainString(),
              "--period",
              "daily");

      List<HttpResponse<String>> answers = new ArrayList<>();
      try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<HttpResponse<String>>> sent = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
          sent.add(clients.submit(() -> scene.send(scene.message(key, MODEL, 4_000, false))));
        }
        for (Future<HttpResponse<String>> one : sent) {
          answers.add(one.get());
        }
      }
      assertThat(answers.stream().filter(a -> a.statusCode() == 200)).hasSize(3);
      for (HttpResponse<String> answer : answers) {
        if (answer.statusCode() != 200) {
          assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
          assertThat(answer.body()).contains("billing_error", "spend limit reached");
          assertThat(answer.headers().firstValue("x-should-retry")).contains("false");
          assertThat(answer.headers().firstValue("retry-after")).isPresent();
        }
      }
      assertThat(scene.model().messageRequests()).hasSize(4);
      spent(scene, admin, limit.text("id", ""), 4 * cost, cost + 3 * bound);
      assertThat(scene.json("verify-ledger").isTrue("balances")).isTrue();
    }
  }

  private static Node.Obj first(ConsoleScene scene, String admin, String key) {
    HttpResponse<String> answer = scene.send(scene.message(key, MODEL, 4_000, false));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    String id = answer.headers().firstValue("request-id").orElseThrow();
    String path = "/console/v1/ledger/requests/" + id;
    ConsoleScene.await(
        "the request is booked",
        Duration.ofSeconds(5),
        () -> scene.admin(admin, "GET", path).statusCode() == 200);
    return (Node.Obj) scene.ask(admin, path).items("data").getFirst();
  }

  /** Once nothing is reserved, so much is spent, which the limit's amount is not below. */
  private static void spent(ConsoleScene scene, String admin, String limit, long nanos, long most) {
    String path = "/v1/organizations/spend_limits/" + limit;
    ConsoleScene.await(
        "everything is settled",
        Duration.ofSeconds(10),
        () -> scene.ask(admin, path).text("reserved", "").equals("0"));
    BigDecimal cents = new BigDecimal(scene.ask(admin, path).text("period_to_date_spend", ""));
    assertThat(cents.movePointRight(7)).isEqualByComparingTo(BigDecimal.valueOf(nanos));
    assertThat(nanos).isLessThanOrEqualTo(most);
  }
}
