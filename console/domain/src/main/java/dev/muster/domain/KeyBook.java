package dev.muster.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The keys in force, in memory, followed from a {@link KeyFeed}.
 *
 * <p>How an answer is never older than a second: a look at the feed shows every change that was
 * made before the look began; looks follow one another within a quarter of a second, at once when a
 * change is announced; and when the last one that succeeded began more than a second ago, every
 * answer is {@link KeyCheck.Unavailable}. Whether a key has expired is told by the store's clock.
 */
public final class KeyBook implements Keys, AutoCloseable {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
  private static final Duration RETRY = Duration.ofMillis(100);
  private static final long SURE_NANOS = 1_000_000_000;

  private final KeyFeed feed;
  private final KeyHasher hasher;
  private final Consumer<String> notices;
  private final Map<String, KeyFeed.Entry> byHash = new ConcurrentHashMap<>();
  private final Thread follower;
  private final long sureNanos;
  private volatile Look last;
  private volatile boolean stopped;
  private long version;
  private boolean lost;

  /** When a look began, and what the store's clock said. */
  private record Look(long began, Instant now) {}

  private KeyBook(KeyFeed feed, KeyHasher hasher, Duration grace, Consumer<String> notices) {
    this.feed = feed;
    this.sureNanos = SURE_NANOS + grace.toNanos();
    this.last = new Look(System.nanoTime() - 2 * sureNanos, Instant.EPOCH);
    this.hasher = hasher;
    this.notices = notices;
    this.follower = Thread.ofPlatform().daemon().name("key-follower").unstarted(this::follow);
  }

  /** Follows a feed, which is closed with this book. */
  public static KeyBook follow(KeyFeed feed, KeyHasher hasher, Consumer<String> notices) {
    return follow(feed, hasher, Duration.ZERO, notices);
  }

  /**
   * Follows a feed, and answers by what it last saw for longer while the feed is away.
   *
   * @param grace how much longer than a second; a revocation that this book cannot see has no
   *     effect meanwhile
   */
  public static KeyBook follow(
      KeyFeed feed, KeyHasher hasher, Duration grace, Consumer<String> notices) {
    KeyBook book = new KeyBook(feed, hasher, grace, notices);
    book.follower.start();
    return book;
  }

  @Override
  public KeyCheck check(Secret presented) {
    Look look = last;
    long age = System.nanoTime() - look.began();
    if (age > sureNanos) {
      return new KeyCheck.Unavailable(
          "the last look at the keys was " + Duration.ofNanos(age).toMillis() + " ms ago");
    }
    KeyFeed.Entry entry = byHash.get(hasher.hash(presented));
    if (entry == null) {
      return new KeyCheck.Unknown();
    }
    Instant expires = entry.expiresAt();
    boolean expired = expires != null && !look.now().plusNanos(age).isBefore(expires);
    return entry.inForce() && !expired
        ? new KeyCheck.Known(entry.caller())
        : new KeyCheck.Revoked();
  }

  private void follow() {
    while (!stopped) {
      try {
        look();
        lost = false;
        feed.await(LOOK_AGAIN);
      } catch (StoreException away) {
        if (!lost && !stopped) {
          notices.accept("the keys cannot be followed: " + away.getMessage());
        }
        lost = true;
        LockSupport.parkNanos(this, RETRY.toNanos());
      }
    }
    feed.close();
  }

  private void look() {
    long began = System.nanoTime();
    KeyFeed.Changes changes = feed.since(version);
    for (KeyFeed.Entry entry : changes.entries()) {
      byHash.put(entry.hash(), entry);
    }
    version = changes.version();
    last = new Look(began, changes.now());
  }

  /** Stops following: every answer is soon that nobody can say. */
  @Override
  public void close() {
    stopped = true;
    LockSupport.unpark(follower);
  }
}
