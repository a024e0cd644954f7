package dev.muster.permission;

import java.nio.file.Path;
import java.util.List;

/**
 * Folders whose removal nobody is spared the question about, whatever the mode or the rules: the
 * root and the folders in it, the home, the working folders, and all that these are in.
 *
 * <p>Source of the list: what Claude Code documents that nothing approves unasked.
 */
final class CriticalFolders {

  private final List<Path> places;

  CriticalFolders(List<Path> places) {
    this.places = List.copyOf(places);
  }

  /**
   * Whether one of the places is such a folder.
   *
   * @param hops every place on the way to what would be removed
   * @param folder where the command runs
   */
  boolean holds(List<Path> hops, Path folder) {
    for (Path hop : hops) {
      if (hop.getNameCount() <= 1 || folder.startsWith(hop)) {
        return true;
      }
      for (Path place : places) {
        if (place.startsWith(hop)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a text that is not understood seems to do so: a guess, for where all else is open. */
  static boolean mayRemove(String text) {
    for (String segment : text.split("[;|&\n()`]+")) {
      boolean removing = false;
      for (String word : segment.split("[\\s<>]+")) {
        String plain = word.replace("\"", "").replace("'", "").replace("\\", "");
        if (removing && looksCritical(plain)) {
          return true;
        }
        String name = LineRules.baseName(plain);
        removing |= name.equals("rm") || name.equals("rmdir");
      }
    }
    return false;
  }

  /** A top folder, the home, a way up, or all that is in what a variable names. */
  private static boolean looksCritical(String word) {
    String place = word;
    while (place.length() > 1 && (place.endsWith("*") || place.endsWith("/"))) {
      place = place.substring(0, place.length() - 1);
    }
    if (place.startsWith("/")) {
      return place.indexOf('/', 1) < 0;
    }
    if (place.startsWith("$")) {
      return place.length() < word.length() && place.indexOf('/') < 0;
    }
    return place.equals("~") || place.endsWith("..") || (place.equals(".") && !word.endsWith("*"));
  }
}
