package dev.muster.permission.program;

import dev.muster.permission.program.GitConfigText.Variable;
import java.util.Locale;

/**
 * Knows which variables of a repository's configuration cannot make a reading git command start a
 * program or use the network, under {@link SafeGitEnvironment}; an unknown one may.
 */
final class GitConfigRules {
  private GitConfigRules() {}

  static boolean isHarmless(Variable variable) {
    String key = variable.key();
    return switch (variable.section()) {
      case "core" -> isHarmlessCore(key, variable.value());
      case "extensions" -> isHarmlessExtension(key, variable.value());
      // In a partial clone, showing an object may fetch it.
      case "remote" -> !key.equals("promisor") && !key.startsWith("partialclone");
      case "diff" ->
          variable.subsection().isEmpty()
              ? isHarmlessDiff(key, variable.value())
              : isHarmlessDriver(key);
      case "status" -> !key.equals("submodulesummary");
      case "log" -> !key.equals("diffmerges") || isPlainMergeFormat(variable.value());
      case "format", "pretty" -> !mentionsSignature(variable.value());
      case "branch", "user", "author", "committer", "url", "pull", "push", "fetch" -> true;
      case "rebase", "merge", "init", "color", "advice", "alias", "commit", "tag" -> true;
      case "gui", "gitk", "gc", "maintenance", "rerere", "credential", "http", "lfs" -> true;
      case "receive", "transfer", "uploadpack", "sendemail", "notes", "i18n", "help" -> true;
      // Git quotes a line of that file when it is no list of commits.
      case "blame" -> !key.equals("ignorerevsfile") || staysInside(variable.value());
      case "column", "stash", "checkout", "switch", "interactive", "difftool" -> true;
      case "mergetool", "gpg", "protocol", "pack", "index", "feature", "safe", "svn" -> true;
      case "github", "gitlab", "hub", "submodule", "pager", "trailer", "versionsort" -> true;
      case "sequence", "am", "apply", "clean", "grep", "mailmap", "worktree", "repack" -> true;
      case "remotes", "ssh", "web", "browser", "man", "imap", "mailinfo", "showbranch" -> true;
      default -> false;
    };
  }

  private static boolean isHarmlessCore(String key, String value) {
    return switch (key) {
      case "repositoryformatversion", "filemode", "bare", "logallrefupdates", "ignorecase" -> true;
      case "precomposeunicode", "protecthfs", "protectntfs", "symlinks", "trustctime" -> true;
      case "checkstat", "autocrlf", "eol", "safecrlf", "quotepath", "abbrev", "compression" -> true;
      case "loosecompression", "bigfilethreshold", "packedgitwindowsize", "packedgitlimit" -> true;
      case "deltabasecachelimit", "longpaths", "untrackedcache", "excludesfile" -> true;
      case "attributesfile", "whitespace", "preloadindex", "commitgraph", "fscache" -> true;
      case "multipackindex", "sharedrepository", "hidedotfiles", "sparsecheckout" -> true;
      case "sparsecheckoutcone", "commentchar", "notesref", "checkroundtripencoding" -> true;
      // Only commands that edit, ask or connect start these; the pager is overridden.
      case "editor", "sshcommand", "askpass", "pager" -> true;
      // Judged where it is known to which folder they are relative.
      case "worktree", "hookspath" -> true;
      // Git's own monitor, or none; older versions take "true" for a program that does nothing.
      case "fsmonitor" -> value.equals("true") || value.equals("false") || value.isEmpty();
      default -> false;
    };
  }

  private static boolean isHarmlessExtension(String key, String value) {
    return switch (key) {
      case "worktreeconfig", "noop", "preciousobjects", "relativeworktrees", "refstorage" -> true;
      case "objectformat" -> value.equals("sha1");
      default -> false;
    };
  }

  private static boolean isHarmlessDiff(String key, String value) {
    return switch (key) {
      case "algorithm", "renames", "renamelimit", "colormoved", "colormovedws", "context" -> true;
      case "interhunkcontext", "mnemonicprefix", "noprefix", "relative", "wordregex" -> true;
      case "wserrorhighlight", "orderfile", "statgraphwidth", "suppressblankempty" -> true;
      case "indentheuristic", "autorefreshindex", "dirstat", "ignoresubmodules", "tool" -> true;
      case "guitool", "srcprefix", "dstprefix", "statnamewidth" -> true;
      // The other formats run git in the submodule.
      case "submodule" -> value.equals("short");
      default -> false;
    };
  }

  private static boolean isHarmlessDriver(String key) {
    return switch (key) {
      case "xfuncname", "funcname", "wordregex", "binary", "algorithm" -> true;
      default -> false;
    };
  }

  /** Merging again to show a merge runs merge drivers. */
  private static boolean isPlainMergeFormat(String value) {
    return switch (value) {
      case "off", "none", "on", "first-parent", "1", "separate", "combined", "c" -> true;
      case "dense-combined", "cc" -> true;
      default -> false;
    };
  }

  private static boolean staysInside(String path) {
    return !path.startsWith("/") && !path.startsWith("~") && !path.contains("..");
  }

  /** Whether a format makes git start a program that checks signatures. */
  static boolean mentionsSignature(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    return lower.contains("%g") || lower.contains("signature");
  }
}
