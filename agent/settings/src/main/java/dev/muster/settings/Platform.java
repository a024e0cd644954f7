package dev.muster.settings;

import java.util.Locale;

/** The kinds of operating system that keep managed settings in different places. */
public enum Platform {
  LINUX,
  MAC,
  WINDOWS;

  /** The platform that Java's {@code os.name} stands for; other Unixes count as Linux. */
  public static Platform ofOsName(String osName) {
    String lower = osName.toLowerCase(Locale.ROOT);
    if (lower.startsWith("windows")) {
      return WINDOWS;
    }
    return lower.startsWith("mac") || lower.startsWith("darwin") ? MAC : LINUX;
  }
}
