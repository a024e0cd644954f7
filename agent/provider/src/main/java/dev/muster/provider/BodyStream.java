package dev.muster.provider;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response, read piece by piece with a limit on each wait.
 *
 * <p>One piece is asked for at a time, so that a slow reader slows the sender. Reading can be
 * interrupted. {@link #close} ends the connection unless the body has been read to its end; {@link
 * #leave} lets a short rest flow away, so that the connection can serve another request.
 */
final class BodyStream implements HttpResponse.BodySubscriber<BodyStream>, AutoCloseable {

  private static final int LONGEST_REST = 64 * 1024;
  private static final long GRACE_MILLIS = 10;

  /** What may come out of the queue. */
  private sealed interface Arrival {
    /** Some bytes. */
    record Piece(List<ByteBuffer> buffers) implements Arrival {}

    /** The end, or a failure. */
    record End(@Nullable Throwable failure) implements Arrival {}
  }

  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final CompletableFuture<BodyStream> self = CompletableFuture.completedFuture(this);
  private volatile Flow.@Nullable Subscription subscription;
  private volatile boolean ended;
  private volatile boolean closed;
  private volatile boolean leaving;
  private int rest;

  @Override
  public CompletionStage<BodyStream> getBody() {
    return self;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    if (closed) {
      given.cancel();
    } else {
      given.request(1);
    }
  }

  @Override
  public synchronized void onNext(List<ByteBuffer> buffers) {
    if (!leaving) {
      arrivals.add(new Arrival.Piece(buffers));
      return;
    }
    for (ByteBuffer buffer : buffers) {
      rest += buffer.remaining();
    }
    if (rest > LONGEST_REST) {
      close();
    } else {
      more();
    }
  }

  @Override
  public void onError(Throwable failure) {
    ended = true;
    arrivals.add(new Arrival.End(failure));
  }

  @Override
  public void onComplete() {
    ended = true;
    arrivals.add(new Arrival.End(null));
  }

  /**
   * Waits for the next bytes.
   *
   * @return {@code null} at the end of the body
   * @throws IOException when the connection broke
   * @throws HttpTimeoutException when nothing came for that long
   */
  @Nullable List<ByteBuffer> next(Duration longest) throws IOException, InterruptedException {
    Arrival arrival = arrivals.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
    return switch (arrival) {
      case null -> throw new HttpTimeoutException("nothing came in time");
      case Arrival.Piece(List<ByteBuffer> buffers) -> {
        more();
        yield buffers;
      }
      case Arrival.End(Throwable failure) -> {
        arrivals.add(arrival);
        if (failure != null) {
          throw failure instanceof IOException io ? io : new IOException(failure);
        }
        yield null;
      }
    };
  }

  private void more() {
    Flow.Subscription current = subscription;
    if (current != null) {
      current.request(1);
    }
  }

  /** Lets the rest of the body, if it is short, flow away without a reader. */
  synchronized void leave() {
    leaving = true;
    Arrival arrival = arrivals.poll();
    while (arrival != null) {
      if (arrival instanceof Arrival.Piece(List<ByteBuffer> buffers)) {
        onNext(buffers);
      }
      arrival = arrivals.poll();
    }
  }

  /**
   * Waits a moment for the end of a body that was left, then closes it. The end often comes in a
   * packet of its own, and a connection that is closed before it must be made anew.
   */
  void settle() throws InterruptedException {
    if (!ended) {
      var _ = arrivals.poll(GRACE_MILLIS, TimeUnit.MILLISECONDS);
    }
    close();
  }

  @Override
  public void close() {
    closed = true;
    Flow.Subscription current = subscription;
    if (current != null && !ended) {
      current.cancel();
    }
  }
}
