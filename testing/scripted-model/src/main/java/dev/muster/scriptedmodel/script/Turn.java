package dev.muster.scriptedmodel.script;

import dev.muster.scriptedmodel.node.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one request is answered with.
 *
 * @param note a name for logs and messages, or an empty text
 * @param when what a request must be like to take this turn; others pass it by
 * @param expect what the request that takes this turn must be like; another is refused and recorded
 *     as a violation
 * @param times how many requests it answers; {@link #ALWAYS} for all
 * @param newHistory whether the request may begin its conversation anew, whatever was said before
 * @param headers added to the response's head
 * @param fault how the answer fails, if it does
 */
public record Turn(
    String note,
    Condition when,
    Condition expect,
    int times,
    boolean newHistory,
    Answer answer,
    Pace pace,
    List<Insertion> insertions,
    Map<String, String> headers,
    Optional<Fault> fault) {

  /** As many requests as come. */
  public static final int ALWAYS = Integer.MAX_VALUE;

  public Turn {
    insertions = List.copyOf(insertions);
    headers = Map.copyOf(headers);
  }

  /** A turn that says this, at once, to anybody, and only once. */
  public static Turn of(Answer answer) {
    return new Turn(
        "",
        Condition.ANY,
        Condition.ANY,
        1,
        false,
        answer,
        Pace.AT_ONCE,
        List.of(),
        Map.of(),
        Optional.empty());
  }

  /** A turn that says a text and is done. */
  public static Turn text(String text) {
    return of(Answer.of(Node.obj("type", "text", "text", text)));
  }

  /** A turn that calls one tool; its input is JSON text. */
  public static Turn tool(String name, String inputJson) {
    return of(Answer.of(Answer.toolUse(name, inputJson)));
  }

  /** A turn that says these blocks, in the wire's own form or the script's. */
  public static Turn blocks(Node.Obj... blocks) {
    return of(Answer.of(blocks));
  }

  /** A turn that answers with an HTTP error of the API's usual form. */
  public static Turn error(int status, String message) {
    return of(Answer.EMPTY).fault(Fault.http(status, message));
  }

  /** A turn that fails. */
  public static Turn failing(Fault fault) {
    return of(Answer.EMPTY).fault(fault);
  }

  /** This turn, named. */
  public Turn note(String text) {
    return new Turn(
        text, when, expect, times, newHistory, answer, pace, insertions, headers, fault);
  }

  /** This turn for the requests that meet the condition. */
  public Turn when(Condition condition) {
    return new Turn(
        note, condition, expect, times, newHistory, answer, pace, insertions, headers, fault);
  }

  /** This turn, refusing the request when it does not meet the condition. */
  public Turn expect(Condition condition) {
    return new Turn(
        note, when, condition, times, newHistory, answer, pace, insertions, headers, fault);
  }

  /** This turn for so many requests. */
  public Turn times(int count) {
    return new Turn(
        note, when, expect, count, newHistory, answer, pace, insertions, headers, fault);
  }

  /** This turn for a request that may begin its conversation anew. */
  public Turn afterNewHistory() {
    return new Turn(note, when, expect, times, true, answer, pace, insertions, headers, fault);
  }

  /** This turn, sent at another pace. */
  public Turn pace(Pace other) {
    return new Turn(
        note, when, expect, times, newHistory, answer, other, insertions, headers, fault);
  }

  /** This turn with things inserted into its stream. */
  public Turn inserting(Insertion... things) {
    return new Turn(
        note, when, expect, times, newHistory, answer, pace, List.of(things), headers, fault);
  }

  /** This turn with one more header in its response. */
  public Turn header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Turn(note, when, expect, times, newHistory, answer, pace, insertions, more, fault);
  }

  /** This turn with a fault. */
  public Turn fault(Fault what) {
    return new Turn(
        note,
        when,
        expect,
        times,
        newHistory,
        answer,
        pace,
        insertions,
        headers,
        Optional.of(what));
  }

  /** This turn with another stop reason. */
  public Turn stopReason(String reason) {
    return new Turn(
        note,
        when,
        expect,
        times,
        newHistory,
        answer.stopReason(reason),
        pace,
        insertions,
        headers,
        fault);
  }
}
