package dev.muster.testkit;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Ids that come in the same order in every run: proper UUIDs that count. Thread-safe. */
public final class FakeIds implements Supplier<UUID> {

  private final AtomicLong next;

  private FakeIds(long first) {
    this.next = new AtomicLong(first);
  }

  /** Ids from 1 on. */
  public static FakeIds create() {
    return new FakeIds(1);
  }

  /** Ids from that number on, so that two series do not meet. */
  public static FakeIds from(long first) {
    return new FakeIds(first);
  }

  /** The id of that number, such as {@code 00000000-0000-4000-8000-000000000001}. */
  public static UUID id(long number) {
    return new UUID(0x4000L, 0x8000_0000_0000_0000L | number);
  }

  @Override
  public UUID get() {
    return id(next.getAndIncrement());
  }

  /** The next id as text. */
  public String text() {
    return get().toString();
  }
}
