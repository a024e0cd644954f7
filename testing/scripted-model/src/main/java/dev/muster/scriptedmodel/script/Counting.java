package dev.muster.scriptedmodel.script;

/**
 * How {@code /v1/messages/count_tokens} answers.
 *
 * @param status 200, or the status of the error that it answers with instead
 * @param percent what is told, in percent of what a message would count
 */
public record Counting(int status, int percent) {

  /** As a message would count. */
  public static final Counting EXACT = new Counting(200, 100);

  /** Nothing is served there. */
  public static final Counting ABSENT = new Counting(404, 100);

  /** So many percent of what a message would count. */
  public static Counting wrong(int percent) {
    return new Counting(200, percent);
  }
}
