package dev.muster.transcript;

import dev.muster.protocol.TranscriptItem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/** Decodes lines, hands out their items, and counts the lines that it cannot read. */
final class Reading implements Lines.Taker {

  /** From this many bytes on a second thread pays. */
  private static final long LONG = 1 << 20;

  private final ItemDecoder decoder;
  private final Consumer<TranscriptItem> items;
  private int skipped;

  Reading(ItemDecoder decoder, Consumer<TranscriptItem> items) {
    this.decoder = decoder;
    this.items = items;
  }

  @Override
  public int take(byte[] bytes, int offset, int limit, long at) {
    TranscriptItem item = decoder.decode(bytes, offset, limit);
    if (item == null) {
      skipped++;
    } else {
      items.accept(item);
    }
    return decoder.next();
  }

  /** How many lines could not be read. */
  int skipped() {
    return skipped;
  }

  /**
   * Reads what a conversation is made of: the user's last prompt before the last compaction, then
   * everything from that on.
   *
   * @param headerEnd where the lines begin
   * @return how many lines could not be read
   */
  static int replay(
      FileChannel channel,
      Lines.Start start,
      long headerEnd,
      long size,
      Consumer<TranscriptItem> items)
      throws IOException {
    int skipped = 0;
    if (start.promptBefore() >= 0) {
      Reading prompt = new Reading(new ItemDecoder(false), items);
      Lines.forward(
          channel,
          start.promptBefore(),
          size,
          (bytes, offset, limit, at) -> {
            prompt.take(bytes, offset, limit, at);
            return -1;
          });
      skipped = prompt.skipped();
    }
    long from = start.summary() >= 0 ? start.summary() : headerEnd;
    return skipped + stretch(channel, from, size, items);
  }

  /**
   * Reads the lines of a part of a file, without details. Of a long one the second half is decoded
   * by another thread meanwhile; its items are handed out by this one, after those of the first.
   *
   * @return how many lines could not be read
   */
  static int stretch(FileChannel channel, long from, long to, Consumer<TranscriptItem> items)
      throws IOException {
    Reading first = new Reading(new ItemDecoder(false), items);
    if (to - from < LONG) {
      Lines.forward(channel, from, to, first);
      return first.skipped;
    }
    long middle = Lines.lineAfter(channel, from + (to - from) / 2, to);
    List<TranscriptItem> later = new ArrayList<>();
    Reading second = new Reading(new ItemDecoder(false), later::add);
    FutureTask<Boolean> half =
        new FutureTask<>(() -> {
          Lines.forward(channel, middle, to, second);
          return true;
        });
    Thread.ofPlatform().daemon().name("replay-second-half").start(half);
    try {
      Lines.forward(channel, from, middle, first);
    } finally {
      await(half);
    }
    later.forEach(items);
    return first.skipped + second.skipped;
  }

  /** Waits whatever comes, so that nobody reads from the channel when this returns. */
  private static void await(FutureTask<Boolean> half) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          half.get();
          return;
        } catch (InterruptedException later) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
