package dev.muster.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where changes of keys come from. For one thread; throws {@link StoreException}. */
public interface KeyFeed extends AutoCloseable {

  /** The keys that changed after a version; all of them after version 0. */
  Changes since(long version);

  /** Waits until a change is announced, at most that long. */
  void await(Duration most);

  @Override
  void close();

  /**
   * Keys that changed.
   *
   * @param version to ask on from
   * @param now the time by the store's clock
   */
  record Changes(long version, Instant now, List<Entry> entries) {}

  /**
   * A key as it now is.
   *
   * @param hash in hexadecimal
   * @param inForce whether it is active, and all that it belongs to
   */
  record Entry(String hash, Caller caller, boolean inForce, @Nullable Instant expiresAt) {}
}
