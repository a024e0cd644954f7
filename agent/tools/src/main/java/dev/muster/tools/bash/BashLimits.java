package dev.muster.tools.bash;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The limits of the Bash tool, from the variables that teams already set.
 *
 * @param defaultTimeout {@code BASH_DEFAULT_TIMEOUT_MS}, 120,000 ms
 * @param maxTimeout {@code BASH_MAX_TIMEOUT_MS}, 600,000 ms, and at least the default
 * @param mostCharacters {@code BASH_MAX_OUTPUT_LENGTH}, 30,000 and at most 150,000: output above
 *     that is cut to its beginning
 * @param background whether commands may go to the background; not with {@code
 *     CLAUDE_CODE_DISABLE_BACKGROUND_TASKS}
 * @param returnsToProject {@code CLAUDE_BASH_MAINTAIN_PROJECT_WORKING_DIR}: each command starts in
 *     the project's folder
 */
public record BashLimits(
    Duration defaultTimeout,
    Duration maxTimeout,
    int mostCharacters,
    boolean background,
    boolean returnsToProject) {

  private static final long MOST_MILLIS = Duration.ofDays(7).toMillis();
  private static final List<String> NUMBERS =
      List.of("BASH_DEFAULT_TIMEOUT_MS", "BASH_MAX_TIMEOUT_MS", "BASH_MAX_OUTPUT_LENGTH");

  /** Reads the limits; a value that is no positive whole number counts as not set. */
  public static BashLimits of(Map<String, String> environment) {
    long timeout = number(environment.get("BASH_DEFAULT_TIMEOUT_MS"), 120_000, MOST_MILLIS);
    long most = number(environment.get("BASH_MAX_TIMEOUT_MS"), 600_000, MOST_MILLIS);
    return new BashLimits(
        Duration.ofMillis(timeout),
        Duration.ofMillis(Math.max(timeout, most)),
        (int) number(environment.get("BASH_MAX_OUTPUT_LENGTH"), 30_000, 150_000),
        !isOn(environment.get("CLAUDE_CODE_DISABLE_BACKGROUND_TASKS")),
        isOn(environment.get("CLAUDE_BASH_MAINTAIN_PROJECT_WORKING_DIR")));
  }

  /** The variables whose values count as not set, though they are. */
  public static List<String> passedOver(Map<String, String> environment) {
    return NUMBERS.stream()
        .filter(name -> !environment.getOrDefault(name, "").isBlank())
        .filter(name -> number(environment.get(name), 0, MOST_MILLIS) == 0)
        .toList();
  }

  private static long number(@Nullable String value, long otherwise, long most) {
    if (value == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(value.strip());
      return number > 0 ? Math.min(number, most) : otherwise;
    } catch (NumberFormatException notANumber) {
      return otherwise;
    }
  }

  private static boolean isOn(@Nullable String value) {
    return value != null && (value.equals("1") || value.equalsIgnoreCase("true"));
  }
}
