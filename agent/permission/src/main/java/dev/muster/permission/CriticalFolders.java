package dev.muster.permission;

import dev.muster.permission.shell.ShellCommand;
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
  private final FileJudge files;

  CriticalFolders(WorkingFolders folders, FileJudge files) {
    this.places = List.of(folders.home(), folders.folder());
    this.files = files;
  }

  /** Whether a command, or one that it starts, would remove such a folder. */
  boolean removes(ShellCommand command) {
    List<String> argv = command.argv();
    for (int start : CommandViews.starts(argv)) {
      if (isRemover(argv.get(start))) {
        for (String word : argv.subList(start + 1, argv.size())) {
          if (!word.startsWith("-") && isCritical(word, command)) {
            return true;
          }
        }
        return false;
      }
    }
    return false;
  }

  private boolean isCritical(String word, ShellCommand command) {
    Path folder = command.folder() == null ? places.getLast() : command.folder();
    Path path = ShellPaths.resolve(word, folder);
    if (path == null) {
      return false;
    }
    for (Path hop : files.hops(path)) {
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
        removing |= isRemover(plain);
      }
    }
    return false;
  }

  private static boolean isRemover(String program) {
    String name = CommandViews.baseName(program);
    return name.equals("rm") || name.equals("rmdir");
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
