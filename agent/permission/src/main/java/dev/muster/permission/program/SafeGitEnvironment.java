package dev.muster.permission.program;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables under which git, run for the model, does not start what only a person wants.
 *
 * <p>They neutralise the file system monitor, the pager and signature display, and keep reading
 * commands from writing the index. Commands that write work as ever: hooks, editors, credentials
 * and signing are not touched. The external diff, attributes' filters and text conversions cannot
 * be neutralised this way; {@link GitFacts} answers for those.
 *
 * <p>Where the inherited environment already hands configuration to git this way, use {@link
 * #additionsTo}, which keeps it and comes last, so that it wins.
 */
public final class SafeGitEnvironment {
  private SafeGitEnvironment() {}

  private static final String COUNT = "GIT_CONFIG_COUNT";

  /** For an environment that does not set {@code GIT_CONFIG_COUNT}. */
  public static final Map<String, String> VARIABLES = additionsTo(Map.of());

  /**
   * What to put over an inherited environment.
   *
   * @param inherited the environment that git would get; not changed
   */
  public static Map<String, String> additionsTo(Map<String, String> inherited) {
    Map<String, String> added = new LinkedHashMap<>();
    int next = inheritedCount(inherited.get(COUNT));
    next = configure(added, next, "core.fsmonitor", "false");
    next = configure(added, next, "log.showSignature", "false");
    next = configure(added, next, "core.pager", "cat");
    // git diff writes the index even without optional locks
    next = configure(added, next, "diff.autoRefreshIndex", "false");
    added.put(COUNT, Integer.toString(next));
    added.put("GIT_PAGER", "cat");
    added.put("PAGER", "cat");
    added.put("GIT_OPTIONAL_LOCKS", "0");
    added.put("GIT_TERMINAL_PROMPT", "0");
    return Map.copyOf(added);
  }

  private static int configure(Map<String, String> added, int index, String key, String value) {
    added.put("GIT_CONFIG_KEY_" + index, key);
    added.put("GIT_CONFIG_VALUE_" + index, value);
    return index + 1;
  }

  /** Git refuses to run with a count that is no number; then ours replaces it. */
  private static int inheritedCount(@Nullable String count) {
    if (count == null || count.isEmpty() || count.length() > 3) {
      return 0;
    }
    for (int i = 0; i < count.length(); i++) {
      if (count.charAt(i) < '0' || count.charAt(i) > '9') {
        return 0;
      }
    }
    return Integer.parseInt(count);
  }

  /**
   * Whether a variable must be removed for {@link GitFacts} to hold: it would make git use another
   * repository or configuration, or start a program for every diff.
   */
  public static boolean removes(String name) {
    return switch (name) {
      case "GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE" -> true;
      case "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE" -> true;
      case "GIT_EXTERNAL_DIFF", "GIT_CONFIG", "GIT_CONFIG_PARAMETERS", "GIT_EXEC_PATH" -> true;
      case "GIT_ATTR_SOURCE", "GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE" -> true;
      default -> false;
    };
  }
}
