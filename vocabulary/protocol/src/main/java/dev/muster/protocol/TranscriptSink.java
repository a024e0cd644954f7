package dev.muster.protocol;

/** Takes the items of a session as they come into being. For use by one thread at a time. */
public interface TranscriptSink extends AutoCloseable {

  /**
   * Keeps an item. When this returns, the item survives the death of this process.
   *
   * @throws ProblemException when it cannot be kept (a full disk)
   */
  void append(TranscriptItem item);

  /** Closes the session's file and lets others write it. */
  @Override
  void close();
}
