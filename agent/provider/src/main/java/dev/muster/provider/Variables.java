package dev.muster.provider;

import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Reads typed values from environment variables; an empty one counts as not set. */
record Variables(Map<String, String> environment) {

  private static final long MOST_MILLIS = Duration.ofDays(7).toMillis();

  /** The value without surrounding space, or an empty text. */
  String text(String name) {
    return environment.getOrDefault(name, "").strip();
  }

  /** The first of these that is set, or an empty text. */
  String text(String first, String second) {
    String value = text(first);
    return value.isEmpty() ? text(second) : value;
  }

  /** Whether a switch is on: anything but nothing, 0, false, no and off. */
  boolean on(String name) {
    String value = text(name).toLowerCase(Locale.ROOT);
    return !value.isEmpty()
        && !value.equals("0")
        && !value.equals("false")
        && !value.equals("no")
        && !value.equals("off");
  }

  /** A whole number of milliseconds from 0 up to seven days, more counting as seven. */
  Duration millis(String name, Duration otherwise) {
    String value = text(name);
    return value.isEmpty() ? otherwise : Duration.ofMillis(number(name, value, MOST_MILLIS));
  }

  /** A whole number from 0; a larger one than {@code most} counts as that. */
  int number(String name, int otherwise, int most) {
    String value = text(name);
    return value.isEmpty() ? otherwise : (int) number(name, value, most);
  }

  private static long number(String name, String value, long most) {
    boolean digits = value.length() <= 18;
    for (int i = 0; i < value.length(); i++) {
      digits &= value.charAt(i) >= '0' && value.charAt(i) <= '9';
    }
    if (!digits) {
      throw wrong(name + " is not a whole number", "Set it to a number from 0, or unset it.");
    }
    return Math.min(most, Long.parseLong(value));
  }

  /** A problem of the settings; neither text may hold the value of a secret. */
  static ProblemException wrong(String what, String hint) {
    return new ProblemException(new Problem(ProblemCode.SETTINGS_INVALID, what, hint));
  }
}
