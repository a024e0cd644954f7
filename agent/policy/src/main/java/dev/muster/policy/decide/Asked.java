package dev.muster.policy.decide;

import dev.muster.json.Json;
import dev.muster.model.ToolCall;
import dev.muster.protocol.PermissionMode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a line asks.
 *
 * @param mode {@code null} where the settings say which
 */
record Asked(ToolCall call, @Nullable PermissionMode mode, Under under) {

  /**
   * Under which settings, and where. Two that are equal are decided alike.
   *
   * @param settings of the project
   */
  record Under(
      Json.Obj settings, Json.Obj managed, Json.Obj user, Json.Obj local, Path folder, Path home) {}
}
