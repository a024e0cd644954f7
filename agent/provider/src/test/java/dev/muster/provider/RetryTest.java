package dev.muster.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.FailureKind;
import dev.muster.model.ModelAnswer;
import dev.muster.model.ModelEvent;
import dev.muster.wire.ProviderError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RetryTest {

  private static int requests(int status, String headers) throws Exception {
    try (RawServer server = new RawServer((q, n, to) -> to.respond(status, headers, "{}"));
        Fixture fixture = Fixture.to(server, "CLAUDE_CODE_MAX_RETRIES", "3")) {
      ModelAnswer.Failed failed = (ModelAnswer.Failed) fixture.send();
      assertThat(failed.status()).isEqualTo(status);
      assertThat(fixture.retries()).hasSize(server.requests.size() - 1);
      assertThat(server.requests.stream().map(RawServer.Seen::body).distinct()).hasSize(1);
      return server.requests.size();
    }
  }

  @Test
  void repeatsByStatus() throws Exception {
    for (int status : new int[] {408, 409, 429, 500, 502, 503, 504, 529}) {
      assertThat(requests(status, "")).as("" + status).isEqualTo(4);
      assertThat(requests(status, "x-should-retry: false\r\n")).as("" + status).isEqualTo(1);
    }
    for (int status : new int[] {400, 402, 403, 405, 413, 422}) {
      assertThat(requests(status, "")).as("" + status).isEqualTo(1);
      assertThat(requests(status, "x-should-retry: true\r\n")).as("" + status).isEqualTo(4);
    }
    assertThat(requests(404, "")).isEqualTo(2);
    // the key stays the same
    assertThat(requests(401, "")).isEqualTo(2);
    assertThat(requests(401, "x-should-retry: true\r\n")).isEqualTo(4);
    assertThat(requests(401, "x-should-retry: false\r\n")).isEqualTo(1);
  }

  @Test
  void succeedsInTheEnd() throws Exception {
    try (RawServer server =
            new RawServer((q, n, to) -> {
              switch (n) {
                case 1 -> to.respond(529, "retry-after: 7\r\n", "");
                case 2 -> to.respond(429, "retry-after: 0\r\n", "");
                case 3 -> to.respond(500, "retry-after: Thu, 01 Jan 2026 00:00:09 GMT\r\n", "");
                case 4 -> to.respond(503, "retry-after: 99999\r\n", "");
                case 5 -> to.respond(503, "retry-after: Thu, 01 Jan 2015 00:00:09 GMT\r\n", "");
                case 6 -> to.respond(503, "retry-after: nonsense\r\n", "");
                case 7 -> to.respond(404, "", "");
                case 8 -> to.socket().close();
                case 9 -> to.reset();
                default -> to.stream(Fixture.STREAM);
              }
            });
        Fixture fixture = Fixture.to(server)) {
      assertThat(fixture.send()).isInstanceOf(ModelAnswer.Complete.class);
      assertThat(fixture.retries().stream().map(ModelEvent.Retrying::delay))
          .containsExactly(
              Duration.ofSeconds(7),
              Duration.ofSeconds(1),
              Duration.ofSeconds(9),
              Duration.ofMinutes(5),
              Duration.ofSeconds(8),
              Duration.ofSeconds(16),
              Duration.ZERO,
              Duration.ofSeconds(32),
              Duration.ofSeconds(32));
      assertThat(fixture.retries().stream().map(ModelEvent.Retrying::attempt))
          .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
      assertThat(fixture.retries().get(0))
          .isEqualTo(
              new ModelEvent.Retrying(
                  1,
                  10,
                  Duration.ofSeconds(7),
                  529,
                  FailureKind.OVERLOADED,
                  "HTTP status 529 without a text"));
      assertThat(fixture.retries().get(7).status()).isNull();
      assertThat(fixture.waits).hasSize(8);
    }
  }

  @Test
  void repeatsARefusedConnection() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    try (Fixture fixture =
        new Fixture(
            java.util.Map.of(
                "ANTHROPIC_BASE_URL", "http://127.0.0.1:" + port, "CLAUDE_CODE_MAX_RETRIES", "2"),
            Fixture.key())) {
      ModelAnswer.Failed failed = (ModelAnswer.Failed) fixture.send();
      assertThat(failed.kind()).isEqualTo(FailureKind.UNREACHABLE);
      assertThat(failed.message()).isEqualTo("no connection to 127.0.0.1:" + port + ": refused");
      assertThat(fixture.waits).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
    }
  }

  @Test
  void anUnknownHostIsToldByItsName() throws Exception {
    try (Fixture fixture =
        new Fixture(
            java.util.Map.of(
                "ANTHROPIC_BASE_URL", "http://nowhere.invalid", "CLAUDE_CODE_MAX_RETRIES", "0"),
            Fixture.key())) {
      ModelAnswer.Failed failed = (ModelAnswer.Failed) fixture.send();
      assertThat(failed.message()).isEqualTo("the name of nowhere.invalid cannot be resolved");
    }
  }

  @Test
  void repeatsWhereNoAnswerCameInTime() throws Exception {
    try (RawServer server =
            new RawServer((q, n, to) -> {
              if (n == 1) {
                to.awaitClose();
                throw new IOException("gone");
              }
              to.stream(Fixture.STREAM);
            });
        Fixture fixture = Fixture.to(server, "API_TIMEOUT_MS", "300")) {
      assertThat(fixture.send()).isInstanceOf(ModelAnswer.Complete.class);
      assertThat(fixture.retries().getFirst().kind()).isEqualTo(FailureKind.TIMEOUT);
    }
  }

  @Test
  void repeatsAWholeAnswerThatWasCut() throws Exception {
    try (RawServer server =
            new RawServer((q, n, to) -> {
              if (n == 1) {
                to.send(
                    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
                        + "content-length: 500\r\n\r\n{\"id\":");
                to.socket().close();
              } else {
                to.respond(200, "content-type: application/json\r\n", Fixture.WHOLE);
              }
            });
        Fixture fixture = Fixture.to(server)) {
      assertThat(fixture.sendWhole()).isInstanceOf(ModelAnswer.Complete.class);
      assertThat(fixture.retries()).hasSize(1);
    }
  }

  @Test
  void waitsTwiceAsLongEachTimeWithSomeChance() {
    List<Long> waits = new ArrayList<>();
    RetrySchedule schedule = new RetrySchedule(9, true, () -> 0.999);
    ProviderError error = new ProviderError(FailureKind.NETWORK, "", null, null);
    Duration wait = schedule.next(error, RetryHint.YES);
    while (wait != null) {
      waits.add(wait.toMillis());
      wait = schedule.next(error, RetryHint.YES);
    }
    assertThat(waits)
        .containsExactly(624L, 1249L, 2499L, 4999L, 9998L, 19996L, 39992L, 39992L, 39992L);
  }
}
