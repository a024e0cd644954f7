package dev.muster.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Following keys: what is said when the feed goes away, and what is not. */
class KeyBookTest {
  private static final KeyHasher HASHER = new KeyHasher(new Secret("0".repeat(64)));

  /** A feed whose store goes away when it is told to. */
  private static final class Feed implements KeyFeed {
    private final CountDownLatch going = new CountDownLatch(1);
    private final CountDownLatch awaited = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(3);

    @Override
    public Changes since(long version) {
      if (going.getCount() == 0) {
        asked.countDown();
        throw new StoreException("gone", null);
      }
      return new Changes(1, Instant.EPOCH, List.of());
    }

    @Override
    public void await(Duration most) {
      awaited.countDown();
      try {
        going.await();
      } catch (InterruptedException asked) {
        Thread.currentThread().interrupt();
      }
      throw new StoreException("gone", null);
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  @Test
  void saysOnceThatTheFeedIsAway() throws InterruptedException {
    Feed feed = new Feed();
    ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();
    KeyBook book = KeyBook.follow(feed, HASHER, said::add);
    assertThat(feed.awaited.await(10, TimeUnit.SECONDS)).isTrue();
    feed.going.countDown();
    assertThat(feed.asked.await(10, TimeUnit.SECONDS)).isTrue();
    book.close();
    assertThat(feed.closed.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(said).containsExactly("the keys cannot be followed: gone");
  }

  @Test
  void saysNothingOfAStoreThatGoesAwayAfterTheBookIsClosed() throws InterruptedException {
    Feed feed = new Feed();
    ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();
    KeyBook book = KeyBook.follow(feed, HASHER, said::add);
    assertThat(feed.awaited.await(10, TimeUnit.SECONDS)).isTrue();
    book.close();
    feed.going.countDown();
    assertThat(feed.closed.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(said).isEmpty();
  }
}
