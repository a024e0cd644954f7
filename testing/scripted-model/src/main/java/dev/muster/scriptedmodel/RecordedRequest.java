package dev.muster.scriptedmodel;

import dev.muster.scriptedmodel.node.Node;
import java.util.Locale;
import java.util.Map;

/**
 * A request that came in.
 *
 * @param number from 1, in the order of arrival
 * @param headers by lower-case name
 * @param body an empty object when there was no JSON object
 * @param status the HTTP status that it was answered with, 0 when the connection was broken instead
 * @param turn the note or the place of the script's turn that answered it, or an empty text
 */
public record RecordedRequest(
    int number,
    String method,
    String path,
    Map<String, String> headers,
    Node.Obj body,
    int status,
    String turn) {
  public RecordedRequest {
    headers = Map.copyOf(headers);
  }

  /** The header of that name in any case, or an empty text. */
  public String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }
}
