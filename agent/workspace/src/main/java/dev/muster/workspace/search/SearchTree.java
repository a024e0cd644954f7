package dev.muster.workspace.search;

import java.util.List;

/** What every search leaves out, whatever the ignore files say. */
final class SearchTree {

  /** The folders of version-control systems, and our own temporary files. */
  static final List<String> EXCLUDED =
      List.of(".git", ".hg", ".svn", ".bzr", ".jj", ".sl", ".muster-*.tmp");

  private SearchTree() {}

  /** Whether an entry of that name is left out. */
  static boolean excludes(String name) {
    if (name.isEmpty() || name.charAt(0) != '.') {
      return false;
    }
    return switch (name) {
      case ".git", ".hg", ".svn", ".bzr", ".jj", ".sl" -> true;
      default -> name.startsWith(".muster-") && name.endsWith(".tmp");
    };
  }
}
