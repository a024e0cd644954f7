package dev.muster.provider;

import dev.muster.wire.RequestBody;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Publishes an encoded request without copying it, as often as it must be sent, until it is
 * released.
 *
 * <p>The JDK's own publisher of arrays makes a second copy of the whole body.
 */
final class BodySender implements HttpRequest.BodyPublisher {

  private final long length;
  private volatile @Nullable RequestBody body;

  BodySender(RequestBody body) {
    this.body = body;
    this.length = body.length();
  }

  /** Lets go of the body once nothing will be sent again. */
  void release() {
    body = null;
  }

  @Override
  public long contentLength() {
    return length;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    RequestBody source = body;
    Deque<ByteBuffer> pieces = new ArrayDeque<>(source == null ? List.of() : source.pieces());
    subscriber.onSubscribe(new Sending(pieces, subscriber));
  }

  /** Sends pieces as they are asked for; a call that comes while one is under way joins it. */
  private static final class Sending implements Flow.Subscription {
    private final Deque<ByteBuffer> pieces;
    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private final AtomicLong asked = new AtomicLong();
    private volatile boolean ended;

    Sending(Deque<ByteBuffer> pieces, Flow.Subscriber<? super ByteBuffer> subscriber) {
      this.pieces = pieces;
      this.subscriber = subscriber;
    }

    @Override
    public void request(long count) {
      if (count <= 0) {
        ended = true;
        subscriber.onError(new IllegalArgumentException("the demand must be positive"));
        return;
      }
      if (asked.getAndUpdate(now -> now + count < 0 ? Long.MAX_VALUE : now + count) > 0) {
        return;
      }
      do {
        ByteBuffer piece = ended ? null : pieces.poll();
        if (piece != null) {
          subscriber.onNext(piece);
        }
        if (!ended && pieces.isEmpty()) {
          ended = true;
          subscriber.onComplete();
        }
      } while (asked.decrementAndGet() > 0 && !ended);
    }

    @Override
    public void cancel() {
      ended = true;
    }
  }
}
