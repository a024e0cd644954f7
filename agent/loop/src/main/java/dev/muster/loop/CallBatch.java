package dev.muster.loop;

import dev.muster.model.ToolCall;
import dev.muster.protocol.ToolOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Runs the calls of one answer: neighbouring read-only ones side by side, all others alone and in
 * order. For use by one thread.
 */
final class CallBatch {

  /** How many read-only calls run at the same time. */
  private static final int WIDTH = 10;

  private final CallRunner runner;
  private final Consumer<CallRunner.Finished> finished;

  /**
   * Runs through a runner.
   *
   * @param finished takes each call as it ends, on the thread that runs the batch
   */
  CallBatch(CallRunner runner, Consumer<CallRunner.Finished> finished) {
    this.runner = runner;
    this.finished = finished;
  }

  /**
   * Runs all calls to their end, or until one of them ends the turn.
   *
   * @return whether the turn goes on
   */
  boolean run(List<ToolCall> calls) throws InterruptedException {
    int next = 0;
    while (next < calls.size()) {
      int end = next;
      while (end < calls.size() && runner.isReadOnly(calls.get(end))) {
        end++;
      }
      boolean goesOn = end - next > 1 ? together(calls.subList(next, end)) : alone(calls.get(next));
      if (!goesOn) {
        return false;
      }
      next = Math.max(end, next + 1);
    }
    return true;
  }

  private boolean alone(ToolCall call) throws InterruptedException {
    CallRunner.Finished end = runner.handle(call);
    finished.accept(end);
    return !end.endsTurn();
  }

  /** Every call ends before this returns, also when it is interrupted. */
  private boolean together(List<ToolCall> calls) throws InterruptedException {
    BlockingQueue<CallRunner.Finished> ends = new LinkedBlockingQueue<>();
    Semaphore places = new Semaphore(WIDTH);
    List<Thread> threads = new ArrayList<>();
    for (ToolCall call : calls) {
      threads.add(Thread.ofVirtual().start(() -> one(call, places, ends)));
    }
    boolean goesOn = true;
    int waiting = threads.size();
    try {
      while (waiting > 0) {
        CallRunner.Finished end = ends.take();
        waiting--;
        finished.accept(end);
        goesOn &= !end.endsTurn();
      }
    } finally {
      threads.forEach(Thread::interrupt);
      for (Thread thread : threads) {
        thread.join();
      }
    }
    return goesOn;
  }

  private void one(ToolCall call, Semaphore places, BlockingQueue<CallRunner.Finished> ends) {
    try {
      places.acquire();
      try {
        ends.add(runner.handle(call));
      } finally {
        places.release();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException fault) {
      ends.add(
          new CallRunner.Finished(
              call,
              ToolOutcome.error("The call failed from a fault of the agent: " + fault),
              List.of(),
              false,
              false));
    }
  }
}
