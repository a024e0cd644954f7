package dev.muster.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is told otherwise. Thread-safe. */
public final class FakeClock implements InstantSource {

  /** Where every fake clock begins unless told otherwise. */
  public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private Instant now;

  private FakeClock(Instant now) {
    this.now = now;
  }

  /** A clock that shows {@link #START}. */
  public static FakeClock create() {
    return new FakeClock(START);
  }

  /** A clock that shows that time. */
  public static FakeClock at(Instant time) {
    return new FakeClock(time);
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /** Sets the time, backwards too. */
  public synchronized void set(Instant time) {
    now = time;
  }

  /** Lets that much time pass. */
  public synchronized void advance(Duration by) {
    now = now.plus(by);
  }
}
