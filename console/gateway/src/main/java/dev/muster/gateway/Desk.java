package dev.muster.gateway;

import dev.muster.domain.Admission;
import dev.muster.domain.Ledger;
import dev.muster.domain.SpendRequest;
import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the requests of one event loop ask the ledger for leave to spend. What one round of the
 * loop brings goes to the ledger together, and what the ledger grants together comes back together:
 * threads wake one another once a round and not once a request. For use on its event loop.
 */
final class Desk {

  /** Takes the ledger's answer, on the event loop. */
  interface Answered {
    void answered(Admission admission);

    void failed(Throwable failure);
  }

  private final Context context;
  private final Ledger ledger;
  private final Queue<Ask> answers = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean due = new AtomicBoolean();
  private List<Ask> asks = new ArrayList<>();

  Desk(Context context, Ledger ledger) {
    this.context = ((ContextInternal) context).unwrap();
    this.ledger = ledger;
  }

  /** Whether a context's tasks run on this desk's event loop. */
  boolean isOn(Context other) {
    return loop(other).equals(loop(context));
  }

  private static EventLoop loop(Context context) {
    return ((ContextInternal) context).nettyEventLoop();
  }

  /** Asks for leave, before the loop's round is over. */
  void reserve(SpendRequest request, Answered answered) {
    if (asks.isEmpty()) {
      context.runOnContext(_ -> hand());
    }
    asks.add(new Ask(request, answered));
  }

  private void hand() {
    List<Ask> round = asks;
    asks = new ArrayList<>();
    for (Ask ask : round) {
      try {
        ledger.reserve(ask.request).whenComplete(ask);
      } catch (RuntimeException failure) {
        ask.accept(null, failure);
      }
    }
  }

  private void tell() {
    due.set(false);
    try {
      for (Ask ask = answers.poll(); ask != null; ask = answers.poll()) {
        ask.tell();
      }
    } finally {
      // A failure of one is not to hold up the others.
      if (!answers.isEmpty()) {
        tellSoon();
      }
    }
  }

  private void tellSoon() {
    if (due.compareAndSet(false, true)) {
      context.runOnContext(_ -> tell());
    }
  }

  /** A request for leave, and its answer. */
  private final class Ask implements BiConsumer<@Nullable Admission, @Nullable Throwable> {
    private final SpendRequest request;
    private final Answered answered;
    private volatile @Nullable Admission admission;
    private volatile @Nullable Throwable failure;

    Ask(SpendRequest request, Answered answered) {
      this.request = request;
      this.answered = answered;
    }

    @Override
    public void accept(@Nullable Admission given, @Nullable Throwable thrown) {
      admission = given;
      failure = thrown;
      answers.add(this);
      tellSoon();
    }

    private void tell() {
      Admission given = admission;
      Throwable thrown = failure;
      if (given != null) {
        answered.answered(given);
      } else {
        answered.failed(thrown == null ? new IllegalStateException("no answer") : thrown);
      }
    }
  }
}
