package dev.muster.protocol;

import java.nio.file.Path;
import java.util.List;

/** What a session starts with. */
public record SessionInfo(
    String sessionId,
    Path folder,
    String model,
    PermissionMode mode,
    List<String> tools,
    String apiKeySource,
    String version) {
  public SessionInfo {
    tools = List.copyOf(tools);
  }
}
