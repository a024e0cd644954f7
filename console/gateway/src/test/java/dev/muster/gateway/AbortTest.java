package dev.muster.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.domain.UsageRow;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Clients that leave and upstreams that break: every reservation finds its end, once. */
class AbortTest {

  private static final String LONG =
      Answers.REQUEST.replace("\"max_tokens\":100", "\"max_tokens\":60000");

  private static String raw(String body) {
    return "POST /v1/messages HTTP/1.1\r\nhost: x\r\nx-api-key: "
        + World.KEY
        + "\r\ncontent-length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  @Test
  void aClientThatLeavesStopsTheUpstreamAndPaysForWhatWasSeen() throws Exception {
    CountDownLatch stopped = new CountDownLatch(1);
    try (RawUpstream upstream =
            RawUpstream.start((request, socket, out) -> {
              RawUpstream.head(out, 200, "text/event-stream", "");
              out.write((Answers.START + Answers.TEXT).getBytes(StandardCharsets.UTF_8));
              out.flush();
              InputStream in = socket.getInputStream();
              if (in.read() < 0) {
                stopped.countDown();
              }
            });
        World world = World.of(upstream)) {
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), world.port())) {
        client.getOutputStream().write(raw(LONG).getBytes(StandardCharsets.UTF_8));
        byte[] seen = new byte[4096];
        int length = 0;
        while (!new String(seen, 0, length, StandardCharsets.UTF_8).contains("Gott")) {
          length += client.getInputStream().read(seen, length, seen.length - length);
        }
      }
      assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
      UsageRow row = world.row();
      assertThat(row.kind()).isEqualTo(UsageRow.Kind.AT_LEAST);
      assertThat(row.usage().input()).isEqualTo(10);
      long tokens = (row.nanos() - 10 * 3_000) / 15_000;
      assertThat(tokens).isBetween(9L, 2_048L + 300);
      assertThat(world.store.rows()).hasSize(1);
    }
  }

  @Test
  void aClientThatLeavesBeforeTheAnswerBeginsPaysForItsPromptAndTheTime() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (RawUpstream upstream =
            RawUpstream.start((request, socket, out) -> {
              asked.countDown();
              socket.getInputStream().read();
            });
        World world = World.of(upstream)) {
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), world.port())) {
        client.getOutputStream().write(raw(LONG).getBytes(StandardCharsets.UTF_8));
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      }
      UsageRow row = world.row();
      assertThat(row.kind()).isEqualTo(UsageRow.Kind.AT_LEAST);
      assertThat(row.nanos()).isPositive().isLessThan(row.bound() / 10);
    }
  }

  @Test
  void anUpstreamThatDiesIsChargedByTheMostThatItMayHaveWritten() {
    try (RawUpstream upstream =
            RawUpstream.start((request, socket, out) -> {
              out.write(
                  ("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
                          + "content-length: 100000\r\n\r\n"
                          + Answers.START
                          + Answers.TEXT)
                      .getBytes(StandardCharsets.UTF_8));
            });
        World world = World.of(upstream)) {
      HttpResponse<byte[]> response = world.post("/v1/messages", Answers.REQUEST);
      assertThat(World.text(response))
          .startsWith(Answers.START + Answers.TEXT + "event: error\n")
          .contains("api_error");
      UsageRow row = world.row();
      assertThat(row.kind()).isEqualTo(UsageRow.Kind.AT_LEAST);
      assertThat(row.nanos()).isEqualTo(10 * 3_000 + 100 * 15_000);
    }
  }

  @Test
  void anUpstreamThatIsLostBeforeItAnswersIsChargedAtTheBound() {
    try (RawUpstream upstream = RawUpstream.start((request, socket, out) -> {});
        World world = World.of(upstream)) {
      HttpResponse<byte[]> response = world.post("/v1/messages", Answers.REQUEST);
      assertThat(response.statusCode()).isEqualTo(502);
      assertThat(world.row().nanos()).isEqualTo(world.row().bound());
      assertThat(upstream.requests).hasSize(1);
    }
  }

  @Test
  void anUpstreamThatFallsSilentIsGivenUpAndAClientThatWaitsHearsPings() {
    try (RawUpstream upstream =
            RawUpstream.start((request, socket, out) -> {
              RawUpstream.head(out, 200, "text/event-stream", "");
              out.write((Answers.START + Answers.TEXT).getBytes(StandardCharsets.UTF_8));
              out.flush();
              socket.getInputStream().read();
            });
        World world =
            new World(
                GatewaySettings.of(List.of(World.messages("one", upstream.uri())))
                    .times(Duration.ofSeconds(5), Duration.ofMillis(3_500), Duration.ofMillis(300)),
                List.of())) {
      String answer = World.text(world.post("/v1/messages", Answers.REQUEST));
      assertThat(answer).startsWith(Answers.START + Answers.TEXT + "event: ping\n");
      assertThat(answer).contains("fell silent");
      assertThat(world.row().kind()).isEqualTo(UsageRow.Kind.AT_LEAST);
    }
  }

  @Test
  void anUpstreamThatDoesNotBeginIsGivenUp() {
    try (RawUpstream upstream =
            RawUpstream.start((request, socket, out) -> socket.getInputStream().read());
        World world =
            new World(
                GatewaySettings.of(List.of(World.messages("one", upstream.uri())))
                    .times(Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ZERO),
                List.of())) {
      HttpResponse<byte[]> response = world.post("/v1/messages", Answers.REQUEST);
      assertThat(response.statusCode()).isEqualTo(504);
      assertThat(world.row().nanos()).isEqualTo(world.row().bound());
    }
  }

  @Test
  void anAnswerThatIsNoStreamIsReadToItsEndThoughNobodyWaits() throws Exception {
    CountDownLatch left = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    try (RawUpstream upstream =
            RawUpstream.start((request, socket, out) -> {
              asked.countDown();
              assertThat(left.await(10, TimeUnit.SECONDS)).isTrue();
              RawUpstream.json(out, 200, Answers.MESSAGE);
            });
        World world = World.of(upstream)) {
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), world.port())) {
        client.getOutputStream().write(raw(Answers.WHOLE_REQUEST).getBytes(StandardCharsets.UTF_8));
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      }
      left.countDown();
      UsageRow row = world.row();
      assertThat(row.kind()).isEqualTo(UsageRow.Kind.EXACT);
      assertThat(row.nanos()).isEqualTo(Answers.NANOS);
    }
  }

  @Test
  void drainingEndsWhatDoesNotEndByItselfAndSettlesIt() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (RawUpstream upstream =
            RawUpstream.start((request, socket, out) -> {
              RawUpstream.head(out, 200, "text/event-stream", "");
              out.write(Answers.START.getBytes(StandardCharsets.UTF_8));
              out.flush();
              asked.countDown();
              socket.getInputStream().read();
            });
        World world = World.of(upstream)) {
      Thread client = Thread.ofVirtual().start(() -> world.post("/v1/messages", Answers.REQUEST));
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      World.await(() -> world.gateway.inFlight() == 1);
      world.gateway.drain(Duration.ofMillis(200)).await();
      assertThat(world.gateway.inFlight()).isZero();
      assertThat(world.gateway.unsettled()).isZero();
      assertThat(world.row().kind()).isEqualTo(UsageRow.Kind.AT_LEAST);
      assertThat(world.post("/v1/messages", Answers.REQUEST).statusCode()).isEqualTo(529);
      client.join();
    }
  }

  @Test
  void aSlowClientHoldsTheUpstreamBack() throws Exception {
    byte[] piece =
        ("data: {\"type\":\"ping\",\"x\":\"" + "y".repeat(60_000) + "\"}\n\n")
            .getBytes(StandardCharsets.UTF_8);
    long[] sent = new long[1];
    try (RawUpstream upstream =
            RawUpstream.start((request, socket, out) -> {
              RawUpstream.head(out, 200, "text/event-stream", "");
              out.write(Answers.START.getBytes(StandardCharsets.UTF_8));
              for (int i = 0; i < 2_000; i++) {
                out.write(piece);
                sent[0] += piece.length;
              }
            });
        World world = World.of(upstream)) {
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), world.port())) {
        client.getOutputStream().write(raw(LONG).getBytes(StandardCharsets.UTF_8));
        assertThat(client.getInputStream().read()).isPositive();
        long before = -1;
        while (before != sent[0]) {
          before = sent[0];
          java.util.concurrent.locks.LockSupport.parkNanos(300_000_000);
        }
        assertThat(sent[0]).isLessThan(40_000_000);
      }
      assertThat(world.row().kind()).isEqualTo(UsageRow.Kind.AT_LEAST);
    }
  }
}
