package dev.muster.conversation;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads switches and numbers from environment variables. */
final class Switches {

  private Switches() {}

  /** Whether a variable is switched on: {@code 1}, {@code true}, {@code yes} or {@code on}. */
  static boolean on(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null) {
      return false;
    }
    return switch (value.strip().toLowerCase(Locale.ROOT)) {
      case "1", "true", "yes", "on" -> true;
      default -> false;
    };
  }

  /** A whole number that is not negative; empty where the variable is unset or something else. */
  static OptionalLong number(Map<String, String> environment, String name) {
    String value = text(environment, name);
    if (value == null || value.length() > 15) {
      return OptionalLong.empty();
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < '0' || value.charAt(i) > '9') {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.of(Long.parseLong(value));
  }

  /** The text of a variable, or {@code null} where it is unset or blank. */
  static @Nullable String text(Map<String, String> environment, String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }
}
