package dev.muster.scriptedmodel.script;

/**
 * Bytes put into a stream that the answer itself would not have: pings, unknown events, rubbish.
 *
 * @param afterEvents how many events of the answer go before it
 */
public record Insertion(int afterEvents, String text) {

  /** A Server-Sent Event of any kind, its data as text. */
  public static Insertion event(int afterEvents, String name, String data) {
    return new Insertion(afterEvents, "event: " + name + "\ndata: " + data + "\n\n");
  }
}
