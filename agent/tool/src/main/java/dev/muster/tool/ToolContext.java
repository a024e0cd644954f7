package dev.muster.tool;

import dev.muster.protocol.EventSink;
import java.nio.file.Path;

/**
 * What a running call knows of its session.
 *
 * @param folder the session's folder as the call was decided
 * @param events where to tell of background tasks
 */
public record ToolContext(String sessionId, Path folder, EventSink events) {}
