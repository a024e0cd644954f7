package dev.muster.bench.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A provider that always says the same 2.8 kB, at once or with pauses in between. A request with
 * the header {@code x-app: slow} hears one event each second.
 */
final class StubUpstream {

  private static final String START =
      "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\","
          + "\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-sonnet-4-5\","
          + "\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,"
          + "\"usage\":{\"input_tokens\":10,\"output_tokens\":1}}}\n\n"
          + "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,"
          + "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n";
  private static final String DELTA =
      "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
          + "\"delta\":{\"type\":\"text_delta\",\"text\":\"some words of an answer \"}}\n\n";
  private static final String END =
      "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
          + "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":"
          + "\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":70}}\n\n"
          + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
  private static final int DELTAS = 13;
  private static final int PIECES = 4;

  private final Vertx vertx;
  private final List<Buffer> pieces = new ArrayList<>();

  private StubUpstream(Vertx vertx) {
    this.vertx = vertx;
    byte[] all = (START + DELTA.repeat(DELTAS) + END).getBytes(StandardCharsets.UTF_8);
    int size = all.length / PIECES + 1;
    for (int at = 0; at < all.length; at += size) {
      pieces.add(Buffer.buffer().appendBytes(all, at, Math.min(size, all.length - at)));
    }
  }

  /** Starts one; done when it listens. */
  static void start(Vertx vertx, int port) {
    StubUpstream stub = new StubUpstream(vertx);
    vertx
        .createHttpServer(
            new HttpServerOptions().setHost("127.0.0.1").setPort(port).setAcceptBacklog(8192))
        .requestHandler(stub::answer)
        .listen()
        .await();
  }

  private void answer(HttpServerRequest request) {
    boolean slow = "slow".equals(request.getHeader("x-app"));
    request.endHandler(_ -> {
      HttpServerResponse response = request.response().setChunked(true);
      response.putHeader("content-type", "text/event-stream; charset=utf-8");
      if (slow) {
        next(response, 0);
      } else {
        for (Buffer piece : pieces) {
          response.write(piece);
        }
        response.end();
      }
    });
  }

  private void next(HttpServerResponse response, int turn) {
    if (response.closed()) {
      return;
    }
    if (turn == 0) {
      response.write(Buffer.buffer(START));
    } else if (turn <= 20) {
      response.write(Buffer.buffer(DELTA));
    } else {
      response.end(Buffer.buffer(END));
      return;
    }
    vertx.setTimer(1_000, _ -> next(response, turn + 1));
  }
}
