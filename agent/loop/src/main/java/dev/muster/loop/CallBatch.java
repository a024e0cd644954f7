package dev.muster.loop;

import dev.muster.conversation.Notes;
import dev.muster.loop.CallRunner.Finished;
import dev.muster.loop.CallRunner.Prepared;
import dev.muster.loop.CallRunner.Then;
import dev.muster.model.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Runs the calls of one answer: neighbouring read-only ones side by side, all others alone and in
 * order.
 *
 * <p>Every call is finished exactly once, whatever stops the others: one that was not begun, and
 * one that was stopped, with words that say so. No thread of it outlives a batch. For use by one
 * thread.
 */
final class CallBatch {

  /** How many read-only calls run at the same time. */
  private static final int WIDTH = 10;

  private final CallRunner runner;
  private final StopSignal stop;
  private final Consumer<Finished> finished;

  /**
   * Runs through a runner.
   *
   * @param finished takes each call as it ends, on the thread that runs the batch; an exception of
   *     it stops the batch
   */
  CallBatch(CallRunner runner, StopSignal stop, Consumer<Finished> finished) {
    this.runner = runner;
    this.stop = stop;
    this.finished = finished;
  }

  /**
   * Runs all calls to their end, or until one of them, or a wish to stop, ends the turn.
   *
   * @return what follows for the turn; an interrupt of the thread is told by it too
   */
  Then run(List<ToolCall> calls) {
    Then then = Then.GO_ON;
    int next = 0;
    while (next < calls.size() && then == Then.GO_ON) {
      if (stop.requested() || Thread.interrupted()) {
        then = Then.STOP;
      } else {
        List<Prepared> group = group(calls, next);
        next += group.size();
        then = group.size() == 1 ? alone(group.getFirst()) : new Together(group).run();
      }
    }
    if (then == Then.GO_ON && stop.requested()) {
      then = Then.STOP;
    }
    String why = then == Then.ANSWERED ? Notes.AFTER_ANSWER : Notes.NOT_STARTED;
    for (ToolCall call : calls.subList(next, calls.size())) {
      finished.accept(Finished.failed(call, why));
    }
    return then;
  }

  /** The next call, and with a read-only one those that may run beside it. */
  private List<Prepared> group(List<ToolCall> calls, int from) {
    List<Prepared> group = new ArrayList<>();
    for (ToolCall call : calls.subList(from, calls.size())) {
      Prepared prepared = runner.prepare(call);
      if (prepared.readOnly() || group.isEmpty()) {
        group.add(prepared);
      }
      if (!prepared.readOnly()) {
        break;
      }
    }
    return group;
  }

  private Then alone(Prepared prepared) {
    Finished end;
    try {
      end = runner.finish(prepared);
    } catch (InterruptedException stopped) {
      end = Finished.stopped(prepared.call(), Notes.NO_RESULT);
    }
    finished.accept(end);
    return end.then();
  }

  /** Calls that run side by side, each on a thread of its own. */
  private final class Together {
    private final List<Prepared> group;
    private final List<Thread> threads = new ArrayList<>();
    private final BlockingQueue<Finished> ends = new LinkedBlockingQueue<>();
    private final Semaphore places = new Semaphore(WIDTH);
    private volatile boolean stopping;
    private int waitingFor;
    private Then then = Then.GO_ON;

    Together(List<Prepared> group) {
      this.group = group;
    }

    Then run() {
      waitingFor = group.size();
      for (Prepared prepared : group) {
        threads.add(Thread.ofVirtual().name("call").start(() -> one(prepared)));
      }
      try {
        while (waitingFor > 0) {
          Finished end = next();
          if (end.then() != Then.GO_ON && then == Then.GO_ON) {
            stopAll(end.then());
          }
          finished.accept(end);
        }
      } finally {
        if (waitingFor > 0) {
          stopAll(Then.STOP);
        }
        while (waitingFor > 0) {
          next();
        }
      }
      return then;
    }

    /**
     * The next call that ends; an interrupt meanwhile stops them all, and their ends still come.
     */
    private Finished next() {
      while (true) {
        try {
          Finished end = ends.take();
          waitingFor--;
          return end;
        } catch (InterruptedException stopped) {
          stopAll(Then.STOP);
        }
      }
    }

    private void stopAll(Then why) {
      then = why;
      stopping = true;
      for (Thread thread : threads) {
        thread.interrupt();
      }
    }

    /** Adds exactly one end, whatever happens. */
    private void one(Prepared prepared) {
      Finished end = Finished.stopped(prepared.call(), Notes.NOT_STARTED);
      try {
        places.acquire();
        try {
          if (!stopping) { // a place that a stopped call left is for no other
            end = Finished.stopped(prepared.call(), Notes.NO_RESULT);
            end = runner.finish(prepared);
          }
        } finally {
          places.release();
        }
      } catch (InterruptedException stopped) {
        // its end says so
      } finally {
        ends.add(end);
      }
    }
  }
}
