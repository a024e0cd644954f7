package dev.muster.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.FailureKind;
import dev.muster.model.ModelAnswer;
import dev.muster.model.ModelEvent;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BrokenStreamTest {

  private static final String HALF =
      Fixture.STREAM.substring(0, Fixture.STREAM.indexOf("hi ä") + 1);

  private static ModelAnswer.Broken broken(RawServer.Script script, String... environment)
      throws Exception {
    return broken(new CountDownLatch(1), script, environment);
  }

  private static ModelAnswer.Broken broken(
      CountDownLatch begun, RawServer.Script script, String... environment) throws Exception {
    try (RawServer server = new RawServer(script);
        Fixture fixture = Fixture.to(server, environment)) {
      ModelAnswer answer = fixture.send(begun);
      assertThat(server.requests).hasSize(1);
      assertThat(fixture.retries()).isEmpty();
      return (ModelAnswer.Broken) answer;
    }
  }

  @Test
  void aStreamThatIsCutIsBrokenAndNotRepeated() throws Exception {
    ModelAnswer.Broken closed =
        broken((q, n, to) -> {
          to.startStream();
          to.chunk(HALF);
          to.socket().close();
        });
    assertThat(closed.kind()).isEqualTo(FailureKind.NETWORK);
    assertThat(closed.usageAtLeast().input()).isEqualTo(3);
    // a reset takes with it what was not read yet, so it waits until the answer has begun
    CountDownLatch begun = new CountDownLatch(1);
    ModelAnswer.Broken reset =
        broken(
            begun,
            (q, n, to) -> {
              to.startStream();
              to.chunk(HALF);
              begun.await();
              to.reset();
            });
    assertThat(reset.kind()).isEqualTo(FailureKind.NETWORK);
    ModelAnswer.Broken ended = broken((q, n, to) -> to.stream(HALF));
    assertThat(ended.message()).isEqualTo("the stream ended before the answer was complete");
    ModelAnswer.Broken empty = broken((q, n, to) -> to.stream(""));
    assertThat(empty.kind()).isEqualTo(FailureKind.NETWORK);
  }

  @Test
  void aStreamThatFallsSilentIsBroken() throws Exception {
    ModelAnswer.Broken silent =
        broken(
            (q, n, to) -> {
              to.startStream();
              to.chunk(HALF);
              to.awaitClose();
            },
            "CLAUDE_STREAM_IDLE_TIMEOUT_MS",
            "200");
    assertThat(silent.kind()).isEqualTo(FailureKind.TIMEOUT);
  }

  @Test
  void aSlowStreamIsNot() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (RawServer server =
            new RawServer((q, n, to) -> {
              to.startStream();
              for (String event : Fixture.STREAM.split("\n", -1)) {
                to.chunk(event + "\n");
                assertThat(never.await(30, TimeUnit.MILLISECONDS)).isFalse();
              }
              to.send("0\r\n\r\n");
            });
        Fixture fixture =
            Fixture.to(server, "API_TIMEOUT_MS", "400", "CLAUDE_STREAM_IDLE_TIMEOUT_MS", "400")) {
      assertThat(fixture.send()).isInstanceOf(ModelAnswer.Complete.class);
    }
  }

  @Test
  void garbageIsBroken() throws Exception {
    assertThat(broken((q, n, to) -> to.stream("data: \u0000\u0001{{{\n\n")).kind())
        .isEqualTo(FailureKind.SERVER_ERROR);
    assertThat(broken((q, n, to) -> to.stream("data: {\"type\":\"message_stop\"}\n\n")).kind())
        .isEqualTo(FailureKind.SERVER_ERROR);
  }

  @Test
  void aLineWithoutEndIsBroken() throws Exception {
    ModelAnswer.Broken endless =
        broken((q, n, to) -> {
          to.startStream();
          String megabyte = "x".repeat(1 << 20);
          for (int i = 0; i < 40; i++) {
            to.chunk(megabyte);
          }
        });
    assertThat(endless.message()).contains("longer than");
  }

  @Test
  void bytesAfterTheEndDoNoHarm() throws Exception {
    try (RawServer server =
            new RawServer((q, n, to) -> {
              to.startStream();
              to.chunk(Fixture.STREAM + "data: [DONE]\n\n");
              if (n == 2) {
                String rest = ": x\n".repeat(100_000);
                for (int i = 0; i < 100; i++) {
                  to.chunk(rest);
                }
              }
              if (n < 4) {
                to.awaitClose();
              }
              to.send("0\r\n\r\n");
            });
        Fixture fixture = Fixture.to(server)) {
      for (int i = 0; i < 5; i++) {
        assertThat(fixture.send()).isInstanceOf(ModelAnswer.Complete.class);
      }
      // The fifth may find the fourth connection free, or not yet.
      assertThat(server.connections()).isBetween(4, 5);
    }
  }

  @Test
  void anInterruptClosesTheConnection() throws Exception {
    for (boolean streaming : new boolean[] {true, false}) {
      CountDownLatch reached = new CountDownLatch(1);
      try (RawServer server =
              new RawServer((q, n, to) -> {
                if (streaming) {
                  to.startStream();
                  to.chunk(HALF);
                } else {
                  reached.countDown();
                }
                to.awaitClose();
              });
          Fixture fixture = Fixture.to(server)) {
        AtomicReference<Object> outcome = new AtomicReference<>();
        Thread thread =
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    outcome.set(
                        fixture.client.send(
                            Fixture.request(),
                            true,
                            e -> {
                              if (e instanceof ModelEvent.Started) {
                                reached.countDown();
                              }
                            }));
                  } catch (InterruptedException e) {
                    outcome.set(e);
                  }
                });
        assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
        long start = System.nanoTime();
        thread.interrupt();
        thread.join();
        assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
        assertThat(server.clientGone.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(2));
      }
    }
  }

  @Test
  void aPauseCanBeInterruptedAndEndsWithTheClient() throws Exception {
    for (boolean interrupt : new boolean[] {true, false}) {
      CountDownLatch pausing = new CountDownLatch(1);
      try (RawServer server =
          new RawServer((q, n, to) -> to.respond(529, "retry-after: 200\r\n", ""))) {
        AnthropicClient client =
            new AnthropicClient(
                ProviderConfig.of(Fixture.environment(server)),
                Fixture.key(),
                new ClientIdentity("1", "s"),
                InstantSource.system());
        AtomicReference<Object> outcome = new AtomicReference<>();
        Thread thread =
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    outcome.set(client.send(Fixture.request(), true, e -> pausing.countDown()));
                  } catch (InterruptedException e) {
                    outcome.set(e);
                  }
                });
        assertThat(pausing.await(10, TimeUnit.SECONDS)).isTrue();
        if (interrupt) {
          thread.interrupt();
        } else {
          client.close();
        }
        assertThat(thread.join(java.time.Duration.ofSeconds(5))).isTrue();
        assertThat(outcome.get())
            .isInstanceOf(interrupt ? InterruptedException.class : ModelAnswer.Failed.class);
        client.close();
      }
    }
  }

  @Test
  void closingFailsWhatIsUnderWay() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    try (RawServer server =
            new RawServer((q, n, to) -> {
              to.startStream();
              to.chunk(HALF);
              to.awaitClose();
            });
        Fixture fixture = Fixture.to(server)) {
      Thread.ofVirtual()
          .start(() -> {
            try {
              assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
            fixture.client.close();
          });
      ModelAnswer answer =
          fixture.client.send(
              Fixture.request(),
              true,
              e -> {
                if (e instanceof ModelEvent.Started) {
                  started.countDown();
                }
              });
      assertThat(answer).isInstanceOf(ModelAnswer.Broken.class);
      assertThat(fixture.send()).isInstanceOf(ModelAnswer.Failed.class);
      assertThat(fixture.waits).isEmpty();
    }
  }
}
