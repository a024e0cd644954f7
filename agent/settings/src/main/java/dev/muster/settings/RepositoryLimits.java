package dev.muster.settings;

import dev.muster.json.Json;
import dev.muster.protocol.PermissionMode;
import java.util.Optional;

/** What the settings of a folder that is not trusted may do: make the agent do less. */
final class RepositoryLimits {

  private RepositoryLimits() {}

  /** Whether an entry can only make the agent do less. */
  static boolean onlyTightens(SourceReader.Entry entry) {
    KeySpec key = entry.key();
    if (!key.tightens()) {
      return false;
    }
    if (key.name().equals("permissions.defaultMode")) {
      return rank(entry.value()) > rank(Json.of(PermissionMode.DEFAULT.wireName()));
    }
    return key.strict() == null || isStrict(key, entry.value());
  }

  /** Whether a value is the one that wins wherever it stands. */
  static boolean isStrict(KeySpec key, Json value) {
    Boolean strict = key.strict();
    return strict != null && value instanceof Json.Bool(boolean written) && written == strict;
  }

  /** The mode of that name; empty for one that is not offered here. */
  static Optional<PermissionMode> mode(Json value) {
    return value instanceof Json.Str(String name) ? PermissionMode.ofWire(name) : Optional.empty();
  }

  /** How tight a mode is; one that is not offered here counts as the default one. */
  static int rank(Json mode) {
    return switch (mode(mode).orElse(PermissionMode.DEFAULT)) {
      case BYPASS_PERMISSIONS -> 0;
      case ACCEPT_EDITS -> 1;
      case DEFAULT -> 2;
      case DONT_ASK -> 3;
      case PLAN -> 4;
    };
  }
}
