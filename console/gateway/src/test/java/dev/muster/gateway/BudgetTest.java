package dev.muster.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.domain.UsageRow;
import dev.muster.pricing.Pricing;
import dev.muster.pricing.RawBound;
import dev.muster.pricing.RawRequest;
import dev.muster.pricing.RequestScan;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A cap is a cap, and says so in the words that clients know. */
class BudgetTest {

  private static long bound(String body) {
    RawRequest raw =
        ((RawRequest.Reading.Read) RequestScan.read(body.getBytes(StandardCharsets.UTF_8)))
            .request();
    RawBound bound =
        Pricing.builtIn()
            .bound(raw, "claude-sonnet-4-5", raw.prompt(), 100, LocalDate.now(ZoneOffset.UTC));
    return ((RawBound.Bounded) bound).nanos();
  }

  @Test
  void fiftyAtOnceAdmitExactlyAsManyAsTheirBoundsHaveRoom() throws Exception {
    long bound = bound(Answers.WHOLE_REQUEST);
    try (RawUpstream upstream =
            RawUpstream.start((r, _, out) -> {
              java.util.concurrent.locks.LockSupport.parkNanos(1_500_000_000);
              RawUpstream.json(out, 200, Answers.MESSAGE);
            });
        World world = World.capped(upstream, 3 * bound + bound / 2);
        ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        calls.add(() -> world.post("/v1/messages", Answers.WHOLE_REQUEST).statusCode());
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> call : pool.invokeAll(calls)) {
        statuses.add(call.get());
      }
      assertThat(statuses).filteredOn(s -> s == 200).hasSize(3);
      assertThat(statuses).filteredOn(s -> s == 429).hasSize(47);
      assertThat(world.rows(3)).allMatch(row -> row.nanos() == Answers.NANOS);
      assertThat(world.store.used(0)).isEqualTo(3 * Answers.NANOS);
    }
  }

  @Test
  void theRefusalHasTheShapeThatClientsKnow() {
    try (RawUpstream upstream =
            RawUpstream.start((r, _, out) -> RawUpstream.json(out, 200, Answers.MESSAGE));
        World world = World.capped(upstream, 0)) {
      HttpResponse<byte[]> response = world.post("/v1/messages", Answers.REQUEST);
      assertThat(response.statusCode()).isEqualTo(429);
      assertThat(World.text(response))
          .contains("\"type\":\"billing_error\"", "spend limit reached · resets ");
      assertThat(response.headers().firstValue("x-should-retry")).contains("false");
      assertThat(response.headers().firstValueAsLong("retry-after")).isPresent();
      assertThat(response.headers().firstValue("anthropic-ratelimit-unified-status"))
          .contains("rejected");
      assertThat(response.headers().firstValue("anthropic-ratelimit-unified-overage-period"))
          .contains("monthly");
      assertThat(
              response.headers().firstValue("anthropic-ratelimit-unified-overage-disabled-reason"))
          .contains("org_spend_cap_reached");
      assertThat(upstream.requests).isEmpty();
    }
  }

  @Test
  void nearTheCapTheProviderCountsThePromptAndMoreFits() {
    String body = Answers.WHOLE_REQUEST.replace("hi", "words and words ".repeat(2_000));
    long bound = bound(body);
    try (RawUpstream upstream =
            RawUpstream.start((r, _, out) ->
                RawUpstream.json(
                    out,
                    200,
                    r.path().endsWith("count_tokens")
                        ? "{\"input_tokens\":6000}"
                        : Answers.MESSAGE));
        World world = World.capped(upstream, bound * 2 / 3)) {
      assertThat(world.post("/v1/messages", body).statusCode()).isEqualTo(200);
      assertThat(upstream.requests).hasSize(2);
      RawUpstream.Request count = upstream.requests.getFirst();
      assertThat(count.path()).isEqualTo("/v1/messages/count_tokens");
      assertThat(count.text()).contains("words and words").doesNotContain("max_tokens");
      UsageRow row = world.row();
      assertThat(row.bound()).isLessThan(bound * 2 / 3);
      assertThat(row.nanos()).isEqualTo(Answers.NANOS);
    }
  }

  @Test
  void aStoreThatIsAwayRefusesNewRequestsAndSettlesTheOldOnesWhenItIsBack() {
    try (RawUpstream upstream =
            RawUpstream.start((r, _, out) -> {
              java.util.concurrent.locks.LockSupport.parkNanos(400_000_000);
              RawUpstream.json(out, 200, Answers.MESSAGE);
            });
        World world = World.capped(upstream, 1_000_000_000_000L)) {
      Thread first =
          Thread.ofVirtual().start(() -> world.post("/v1/messages", Answers.WHOLE_REQUEST));
      World.await(() -> !upstream.requests.isEmpty());
      world.store.away(true);
      HttpResponse<byte[]> refused = world.post("/v1/messages", Answers.WHOLE_REQUEST);
      assertThat(refused.statusCode()).isEqualTo(529);
      assertThat(refused.headers().firstValue("retry-after")).isPresent();
      World.await(() -> !first.isAlive());
      assertThat(world.gateway.unsettled()).isEqualTo(1);
      world.store.away(false);
      assertThat(world.row().nanos()).isEqualTo(Answers.NANOS);
      World.await(() -> world.gateway.unsettled() == 0);
    }
  }
}
