package dev.muster.gateway;

import dev.muster.gateway.Charging.Ending;
import dev.muster.model.Usage;
import dev.muster.wire.BedrockStream;
import dev.muster.wire.UsageMeter;
import dev.muster.wire.WireException;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries an answer from an upstream to its client while a meter watches, and settles it at its
 * end, whichever of the two ends it, or neither does in time.
 *
 * <p>A stream goes on as it comes: the upstream is paused while the client is slow. When the client
 * leaves, the upstream is stopped. An answer that is no stream is collected first, and read to its
 * end even when the client has left, since only its end tells what it used. For use on one event
 * loop.
 */
final class Relay {

  private static final int MAX_ANSWER_BYTES = 64 * 1024 * 1024;
  private static final CharSequence EVENT_STREAM =
      HttpHeaders.createOptimized("text/event-stream; charset=utf-8");
  private static final CharSequence FRAMES =
      HttpHeaders.createOptimized("application/vnd.amazon.eventstream");
  private static final CharSequence NO_CACHE = HttpHeaders.createOptimized("no-cache");
  private static final CharSequence BUFFERING = HttpHeaders.createOptimized("x-accel-buffering");
  private static final CharSequence NO = HttpHeaders.createOptimized("no");

  private final Wiring wiring;
  private final Authorised request;
  private final Settlement settlement;
  private final Forwarded.Answering answering;
  private final Context context;
  private final HttpServerResponse client;
  private final UsageMeter meter;
  private final Charging charging;
  private final long sentNanos;
  private final Consumer<Usage> afterwards;
  private @Nullable StreamForm form;
  private @Nullable Buffer pending;
  private boolean ownPending;
  private boolean over;
  private boolean slow;
  private boolean clientLeft;
  private long heardNanos;
  private long saidNanos;

  /** What a relay needs besides the wiring. */
  record Job(
      Authorised request,
      Settlement settlement,
      Forwarded.Answering answering,
      Context context,
      long sentNanos) {}

  /**
   * Prepares to carry an answer.
   *
   * @param afterwards takes what was used, once it is over
   */
  Relay(Wiring wiring, Job job, Consumer<Usage> afterwards) {
    this.wiring = wiring;
    this.request = job.request();
    this.settlement = job.settlement();
    this.answering = job.answering();
    this.context = job.context();
    this.client = request.request().http().response();
    this.meter = new UsageMeter(request.raw().cache());
    this.charging = new Charging(request, wiring.rules(), job.settlement().boundNanos());
    this.sentNanos = job.sentNanos();
    this.afterwards = afterwards;
    this.heardNanos = wiring.watch().nanos();
    this.saidNanos = heardNanos;
  }

  /**
   * Starts.
   *
   * @param gone whether the client has left already
   */
  void start(boolean gone) {
    settlement.firstByte();
    String type = answering.response().getHeader(HttpHeaders.CONTENT_TYPE);
    String lower = type == null ? "" : type.toLowerCase(Locale.ROOT);
    boolean frames = lower.startsWith("application/vnd.amazon.eventstream");
    if (frames || lower.startsWith("text/event-stream")) {
      stream(frames);
      if (gone) {
        clientLeft();
        return;
      }
    } else {
      clientLeft = gone;
      whole();
    }
  }

  private void stream(boolean framesIn) {
    boolean framesOut = request.request().target().shape() == Target.Shape.BEDROCK;
    StreamForm form = StreamForm.of(framesIn, framesOut, meter);
    client.setStatusCode(answering.response().statusCode());
    client.setChunked(true);
    client
        .headers()
        .set(HttpHeaders.CONTENT_TYPE, framesOut ? FRAMES : EVENT_STREAM)
        .set(HttpHeaders.CACHE_CONTROL, NO_CACHE)
        .set(BUFFERING, NO)
        .set(Replies.REQUEST_ID, request.request().id());
    client.closeHandler(_ -> clientLeft());
    client.exceptionHandler(_ -> clientLeft());
    client.drainHandler(_ -> {
      slow = false;
      answering.response().resume();
    });
    answering.response().exceptionHandler(_ -> broke(form, "the upstream broke off"));
    answering.response().endHandler(_ -> ended(form));
    answering.response().handler(bytes -> chunk(form, bytes));
    this.form = form;
  }

  private void chunk(StreamForm form, Buffer bytes) {
    if (over) {
      return;
    }
    heardNanos = wiring.watch().nanos();
    try {
      Buffer out = form.take(bytes);
      if (out.length() > 0) {
        saidNanos = heardNanos;
        say(out);
      }
    } catch (WireException | RuntimeException unreadable) {
      broke(form, "the upstream's stream cannot be followed");
      answering.request().reset();
    }
  }

  /**
   * Sends on together what one reading of the upstream's socket brought, rather than piece by
   * piece.
   */
  private void say(Buffer out) {
    Buffer waiting = pending;
    if (waiting == null) {
      pending = out;
      context.runOnContext(_ -> flush());
    } else if (ownPending) {
      waiting.appendBuffer(out);
    } else {
      pending = Buffer.buffer(4 * 1024).appendBuffer(waiting).appendBuffer(out);
      ownPending = true;
    }
  }

  private void flush() {
    Buffer out = taken();
    if (out == null || client.ended() || client.closed()) {
      return;
    }
    client.write(out);
    if (client.writeQueueFull()) {
      slow = true;
      answering.response().pause();
    }
  }

  private @Nullable Buffer taken() {
    Buffer out = pending;
    pending = null;
    ownPending = false;
    return out;
  }

  private void end() {
    Buffer last = taken();
    if (last == null) {
      client.end();
    } else {
      client.end(last);
    }
  }

  private void ended(StreamForm form) {
    if (over) {
      return;
    }
    if (meter.isComplete() || meter.isFailed()) {
      settle(Ending.COMPLETE);
      end();
    } else {
      broke(form, "the upstream's stream ended too early");
    }
  }

  private void broke(StreamForm form, String why) {
    if (over) {
      return;
    }
    settle(Ending.UPSTREAM_BROKE);
    if (client.closed() || client.ended()) {
      return;
    }
    flush();
    if (!form.isBetweenEvents()) {
      client.reset();
    } else if (form.sendsFrames()) {
      client.end(Buffer.buffer(BedrockStream.exception("modelStreamErrorException", why)));
    } else {
      String error =
          "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\""
              + why
              + "\"},\"request_id\":\""
              + request.request().id()
              + "\"}\n\n";
      client.end(Buffer.buffer(error.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private void clientLeft() {
    if (!over) {
      clientLeft = true;
      settle(slow ? Ending.SLOW_CLIENT_LEFT : Ending.CLIENT_LEFT);
      answering.request().reset();
    }
  }

  private void whole() {
    Capped body = new Capped(MAX_ANSWER_BYTES);
    client.closeHandler(_ -> clientLeft = true);
    answering
        .response()
        .handler(bytes -> {
          heardNanos = wiring.watch().nanos();
          body.add(bytes);
        });
    answering.response().exceptionHandler(_ -> wholeBroke("the answer was cut off"));
    answering
        .response()
        .endHandler(_ -> {
          if (over) {
            return;
          }
          if (body.isOver()) {
            wholeBroke("the answer is too long");
            return;
          }
          byte[] bytes = body.bytes();
          meter.whole(bytes);
          settle(Ending.COMPLETE);
          if (!clientLeft) {
            Replies.send(request.request(), answering.response().statusCode(), bytes);
          }
        });
  }

  private void wholeBroke(String why) {
    if (!over) {
      settle(Ending.UPSTREAM_BROKE);
      Replies.refuse(
          request.request(), request.caller(), Refusal.broken(why), wiring.watch().events());
    }
  }

  private void settle(Ending ending) {
    over = true;
    int percent = answering.upstream().settings().pricePercent();
    Usage used =
        settlement.charge(
            charging.of(meter, ending, percent, wiring.watch().nanos() - sentNanos),
            new Settlement.Answered(
                answering.upstream().name(),
                upstreamRequestId(),
                answering.response().statusCode()));
    afterwards.accept(used == null ? Usage.NONE : used);
  }

  private String upstreamRequestId() {
    for (String name : new String[] {"request-id", "x-amzn-requestid", "x-request-id"}) {
      String id = answering.response().getHeader(name);
      if (id != null && id.length() <= 128) {
        return id;
      }
    }
    return "";
  }

  /** Looks whether the client or the upstream is overdue, or a ping is. */
  void tick(long nowNanos) {
    if (over) {
      return;
    }
    GatewaySettings settings = wiring.settings();
    StreamForm form = this.form;
    if (slow && nowNanos - saidNanos > settings.idleTimeout().toNanos()) {
      clientLeft();
      client.reset();
      return;
    }
    if (!slow && nowNanos - heardNanos > settings.idleTimeout().toNanos()) {
      if (form == null) {
        wholeBroke("the upstream fell silent");
      } else {
        broke(form, "the upstream fell silent");
      }
      answering.request().reset();
      return;
    }
    long every = settings.pingEvery().toNanos();
    boolean due = every > 0 && form != null && nowNanos - saidNanos > every;
    if (due && form != null && !form.sendsFrames() && form.isBetweenEvents()) {
      saidNanos = nowNanos;
      if (!client.writeQueueFull()) {
        client.write(StreamForm.PING);
      }
    }
  }

  /** Ends it, charged by what was seen. */
  void cancel(String why) {
    StreamForm form = this.form;
    if (over) {
      return;
    }
    if (form == null) {
      wholeBroke(why);
    } else {
      broke(form, why);
    }
    answering.request().reset();
  }
}
