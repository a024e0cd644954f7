package dev.muster.headless;

import dev.muster.protocol.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is still to be done, in order; filled by whoever reads the input, emptied by the thread that
 * takes the turns.
 *
 * <p>It also remembers an interruption that came for a turn which was taken out but had not begun:
 * such a turn must end as interrupted. Safe for use by several threads.
 */
final class Inbox {

  /** One thing to do. */
  sealed interface Item {

    /** Take this turn. */
    record Turn(UserMessage message) implements Item {}

    /** Open the session, since the host has introduced itself. */
    record Open() implements Item {}

    /** Report this and stop. */
    record Fail(Problem problem) implements Item {}

    /** Stop. */
    record End() implements Item {}
  }

  private final Deque<Item> items = new ArrayDeque<>();
  private boolean busy;
  private boolean doomed;
  private boolean ended;

  synchronized void add(Item item) {
    if (!ended) {
      items.add(item);
      notifyAll();
    }
  }

  /** Waits for the next thing to do. */
  synchronized Item take() throws InterruptedException {
    busy = false;
    while (items.isEmpty()) {
      if (ended) {
        return new Item.End();
      }
      wait();
    }
    Item item = items.remove();
    busy = item instanceof Item.Turn;
    return item;
  }

  /** Drops what is still to be done; {@link #take} gives the end from now on. */
  synchronized void stop() {
    ended = true;
    doomed = busy;
    items.clear();
    notifyAll();
  }

  /** Interrupts the turn under way, or the next one in the queue where none is. */
  synchronized void interrupt() {
    doomed = busy || turnWaits();
  }

  private boolean turnWaits() {
    for (Item item : items) {
      if (item instanceof Item.Turn) {
        return true;
      }
    }
    return false;
  }

  /** Whether the turn under way is to be interrupted. */
  synchronized boolean doomed() {
    return doomed;
  }

  /** The turn under way is over. */
  synchronized void turnOver() {
    busy = false;
    doomed = false;
  }

  /** Ids of the host's messages that wait. */
  synchronized List<String> waiting() {
    List<String> ids = new ArrayList<>();
    for (Item item : items) {
      @Nullable String id = item instanceof Item.Turn(var message) ? message.uuid() : null;
      if (id != null) {
        ids.add(id);
      }
    }
    return ids;
  }
}
