package dev.muster.transcript;

import java.nio.file.Path;

/**
 * Where a session's files are: {@code <config>/projects/<folder>/<session>.jsonl}, and beside it a
 * folder of that session's name for what its tools keep.
 */
final class SessionPlaces {

  static final String SUFFIX = ".jsonl";
  private static final int NAME_MOST = 200;

  private final Path projects;

  SessionPlaces(Path configFolder) {
    this.projects = configFolder.resolve("projects");
  }

  Path projects() {
    return projects;
  }

  Path project(Path folder) {
    return projects.resolve(projectName(folder.toString()));
  }

  Path session(Path folder, String id) {
    return project(folder).resolve(id + SUFFIX);
  }

  Path toolResults(Path folder, String id) {
    return project(folder).resolve(id).resolve("tool-results");
  }

  /**
   * The folder's path with everything but ASCII letters and digits as {@code -}. A path of more
   * than 200 characters is cut, and a hash of the whole tells it from others that begin alike.
   */
  static String projectName(String folder) {
    StringBuilder name = new StringBuilder(folder.length());
    for (int i = 0; i < folder.length(); i++) {
      char c = folder.charAt(i);
      boolean kept = isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      name.append(kept ? c : '-');
    }
    if (name.length() <= NAME_MOST) {
      return name.toString();
    }
    // FNV-1a of 64 bits: it must only be stable and spread well, and needs no security provider
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < folder.length(); i++) {
      hash = (hash ^ folder.charAt(i)) * 0x100000001b3L;
    }
    return name.substring(0, NAME_MOST) + "-" + Long.toUnsignedString(hash, 36);
  }

  /** Whether a text is a UUID in its usual form, and so safe as a file's name. */
  static boolean isSessionId(String text) {
    if (text.length() != 36) {
      return false;
    }
    for (int i = 0; i < 36; i++) {
      char c = text.charAt(i);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      boolean hex = isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      if (dash ? c != '-' : !hex) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
