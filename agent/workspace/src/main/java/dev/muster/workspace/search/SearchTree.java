package dev.muster.workspace.search;

import java.util.List;

/** What every search leaves out, whatever the ignore files say. */
final class SearchTree {

  /** What version-control systems keep in the tree. */
  static final List<String> VERSION_CONTROL = List.of(".git", ".hg", ".svn", ".bzr", ".jj", ".sl");

  private SearchTree() {}

  /** Whether an entry of that name is left out. */
  static boolean excludes(String name) {
    if (name.isEmpty() || name.charAt(0) != '.') {
      return false;
    }
    return switch (name) {
      case ".git", ".hg", ".svn", ".bzr", ".jj", ".sl" -> true;
      default -> isOurs(name);
    };
  }

  /** Whether a path leads to a temporary file of our own. */
  static boolean endsInOurs(String path) {
    return path.endsWith(".tmp") && isOurs(path.substring(path.lastIndexOf('/') + 1));
  }

  private static boolean isOurs(String name) {
    return name.startsWith(".muster-") && name.endsWith(".tmp");
  }
}
