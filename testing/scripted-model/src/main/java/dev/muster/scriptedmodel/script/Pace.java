package dev.muster.scriptedmodel.script;

/**
 * How an answer is cut up and how fast it comes.
 *
 * @param chunk characters of text or of a tool's input in one delta
 * @param packetBytes when positive, the stream is written in pieces of so many bytes, wherever that
 *     cuts; else event by event
 * @param firstDelayMillis before the first byte of the head
 * @param delayMillis between two events, or two pieces
 * @param pingEvery when positive, a ping event follows every so many events
 */
public record Pace(
    int chunk, int packetBytes, long firstDelayMillis, long delayMillis, int pingEvery) {

  /** Small deltas without any delay. */
  public static final Pace AT_ONCE = new Pace(40, 0, 0, 0, 0);

  public Pace {
    if (chunk <= 0) {
      throw new ScriptException("a chunk has at least one character");
    }
  }

  /** One event every so many milliseconds. */
  public static Pace every(long millis) {
    return new Pace(40, 0, 0, millis, 0);
  }
}
