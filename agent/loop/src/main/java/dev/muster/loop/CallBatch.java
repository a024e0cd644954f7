package dev.muster.loop;

import dev.muster.conversation.Notes;
import dev.muster.loop.CallRunner.Finished;
import dev.muster.loop.CallRunner.Step;
import dev.muster.loop.CallRunner.Then;
import dev.muster.model.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Runs the calls of one answer: neighbours that are known only to read side by side, all others
 * alone and in order.
 *
 * <p>What is decided about a call says whether it only reads. So calls are decided in order, each
 * under what those before it left behind: a call that may change something, or that somebody must
 * be asked about, is decided when everything before it has run, and those after it when it has.
 * Calls that run side by side begin in the same folder; see {@link
 * dev.muster.tool.ToolContext#place} for the one that the next begins in.
 *
 * <p>Every call is finished exactly once, whatever stops the others: one that was not begun, and
 * one that was stopped, with words that say so. No thread of it outlives a batch. For use by one
 * thread.
 */
final class CallBatch {

  /** How many calls run at the same time. */
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
        List<Step> group = group(calls, next);
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

  /** The next call, and with one that only reads those that may run beside it. */
  private List<Step> group(List<ToolCall> calls, int from) {
    List<Step> group = new ArrayList<>();
    for (ToolCall call : calls.subList(from, calls.size())) {
      Step step = runner.decide(call);
      if (!step.besideOthers()) {
        if (group.isEmpty()) {
          group.add(step);
        }
        break; // else it is decided anew when those before it have run
      }
      group.add(step);
    }
    return group;
  }

  private Then alone(Step step) {
    Finished end;
    try {
      end = runner.finish(step);
    } catch (InterruptedException stopped) {
      end = Finished.stopped(step.call(), Notes.NO_RESULT);
    }
    finished.accept(end);
    return end.then();
  }

  /** Calls that run side by side, each on a thread of its own. */
  private final class Together {
    private final List<Step> group;
    private final List<Thread> threads = new ArrayList<>();
    private final BlockingQueue<Finished> ends = new LinkedBlockingQueue<>();
    private final Semaphore places = new Semaphore(WIDTH);
    private volatile boolean stopping;
    private int waitingFor;
    private Then then = Then.GO_ON;

    Together(List<Step> group) {
      this.group = group;
    }

    Then run() {
      waitingFor = group.size();
      for (Step step : group) {
        threads.add(Thread.ofVirtual().name("call").start(() -> one(step)));
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
    private void one(Step step) {
      Finished end = Finished.stopped(step.call(), Notes.NOT_STARTED);
      try {
        places.acquire();
        try {
          if (!stopping) { // a place that a stopped call left is for no other
            end = Finished.stopped(step.call(), Notes.NO_RESULT);
            end = runner.finish(step);
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
