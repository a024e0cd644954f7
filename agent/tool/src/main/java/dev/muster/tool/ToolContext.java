package dev.muster.tool;

import dev.muster.protocol.EventSink;
import java.nio.file.Path;

/**
 * What a running call knows of its session.
 *
 * @param folder the session's folder as the call was decided
 * @param events where to tell of background tasks
 * @param place the call's place among all calls of the session, in the model's order. Calls that
 *     run side by side end in any order; where each leaves something behind of which there is but
 *     one, as the session's folder, that of the greatest place stays, as if they had run one after
 *     another
 */
public record ToolContext(String sessionId, Path folder, EventSink events, long place) {

  /** The context of a call that no other runs beside. */
  public ToolContext(String sessionId, Path folder, EventSink events) {
    this(sessionId, folder, events, 0);
  }
}
