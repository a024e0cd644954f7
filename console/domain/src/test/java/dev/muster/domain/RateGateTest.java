package dev.muster.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.domain.RateGate.Pass;
import dev.muster.domain.RateLimits.Limit;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Limits a minute and at one time. */
class RateGateTest {

  private final AtomicLong now = new AtomicLong();
  private final RateGate gate = new RateGate(now::get);

  private static Caller caller(String key, Limit ofKey, Limit ofWorkspace) {
    return new Caller(
        "org", "team", null, key, ModelAccess.everything(), new RateLimits(ofKey, ofWorkspace));
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private static Limit requests(long requests) {
    return new Limit(requests, Limit.UNLIMITED, Limit.UNLIMITED, Limit.UNLIMITED);
  }

  @Test
  void requestsFlowBackOverTheMinute() {
    Caller caller = caller("a", requests(2), Limit.NONE);
    assertThat(gate.pass(caller, 1, 1)).isInstanceOf(Pass.Admitted.class);
    assertThat(gate.pass(caller, 1, 1)).isInstanceOf(Pass.Admitted.class);
    assertThat(gate.pass(caller, 1, 1))
        .isInstanceOfSatisfying(
            Pass.Limited.class,
            limited -> {
              assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(30));
              assertThat(limited.what()).isEqualTo("requests a minute of the key");
            });
    pass(Duration.ofSeconds(30));
    assertThat(gate.pass(caller, 1, 1)).isInstanceOf(Pass.Admitted.class);
    assertThat(gate.pass(caller, 1, 1)).isInstanceOf(Pass.Limited.class);
  }

  @Test
  void aWorkspacesLimitIsOfAllItsKeysAndARefusalCostsTheKeyNothing() {
    Caller one = caller("a", requests(10), requests(1));
    Caller two = caller("b", requests(1), requests(1));
    assertThat(gate.pass(one, 1, 1)).isInstanceOf(Pass.Admitted.class);
    assertThat(gate.pass(two, 1, 1))
        .isInstanceOfSatisfying(
            Pass.Limited.class, limited -> assertThat(limited.what()).endsWith("of the workspace"));
    pass(Duration.ofSeconds(60));
    assertThat(gate.pass(two, 1, 1)).isInstanceOf(Pass.Admitted.class);
  }

  @Test
  void whatWasReallyUsedCounts() {
    Limit tokens = new Limit(Limit.UNLIMITED, 1_000, 1_000, Limit.UNLIMITED);
    Caller caller = caller("a", tokens, Limit.NONE);
    Pass.Admitted first = (Pass.Admitted) gate.pass(caller, 100, 900);
    assertThat(gate.pass(caller, 100, 900)).isInstanceOf(Pass.Limited.class);
    first.ticket().end(100, 50);
    first.ticket().end(5_000, 5_000);
    Pass.Admitted second = (Pass.Admitted) gate.pass(caller, 100, 900);
    second.ticket().end(2_000, 900);
    assertThat(gate.pass(caller, 1, 1)).isInstanceOf(Pass.Limited.class);
  }

  @Test
  void requestsAtOneTimeAreLimited() {
    Limit one = new Limit(Limit.UNLIMITED, Limit.UNLIMITED, Limit.UNLIMITED, 1);
    Caller caller = caller("a", one, Limit.NONE);
    Pass.Admitted first = (Pass.Admitted) gate.pass(caller, 1, 1);
    assertThat(gate.pass(caller, 1, 1)).isInstanceOf(Pass.Limited.class);
    first.ticket().end(1, 1);
    assertThat(gate.pass(caller, 1, 1)).isInstanceOf(Pass.Admitted.class);
  }

  @Test
  void aLimitOfZeroLetsNothingPass() {
    assertThat(gate.pass(caller("a", requests(0), Limit.NONE), 1, 1))
        .isInstanceOf(Pass.Limited.class);
  }
}
