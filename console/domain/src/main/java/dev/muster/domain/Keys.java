package dev.muster.domain;

/**
 * The keys in force. Answers from memory, never blocks, and is safe for use by several threads.
 *
 * <p>An answer is at most one second old on every replica: a key that was revoked longer ago is
 * never {@link KeyCheck.Known}; when that cannot be promised the answer is {@link
 * KeyCheck.Unavailable}.
 */
public interface Keys {

  /** Whose key that is. */
  KeyCheck check(Secret presented);
}
