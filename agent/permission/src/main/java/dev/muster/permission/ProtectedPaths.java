package dev.muster.permission;

import dev.muster.pattern.CaseFold;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Places that are never written without a person: what is in them runs, or decides what runs.
 *
 * <p>Two grades. Most are guarded: nothing but an answer permits them, except where all asking was
 * switched off, which is itself a person's word about this run. The agent's own settings and the
 * hooks and configuration of git outlive the run and speak for other ones, so that they are asked
 * about even then.
 *
 * <p>Compared without regard to case, so that a file system that has none cannot be used to get
 * round it.
 */
final class ProtectedPaths {

  static final Set<String> FOLDERS =
      Set.of(
          ".vscode",
          ".idea",
          ".husky",
          ".cargo",
          ".devcontainer",
          ".yarn",
          ".mvn",
          ".ssh",
          ".gnupg",
          ".bazel",
          ".circleci",
          ".cursor",
          ".windsurf",
          ".gemini",
          ".codex");

  static final Set<String> FILES =
      Set.of(
          ".gitconfig",
          ".gitmodules",
          ".gitattributes",
          ".bashrc",
          ".bash_profile",
          ".bash_login",
          ".bash_logout",
          ".bash_aliases",
          ".profile",
          ".zshrc",
          ".zshenv",
          ".zprofile",
          ".zlogin",
          ".zlogout",
          ".kshrc",
          ".cshrc",
          ".tcshrc",
          ".inputrc",
          ".envrc",
          ".npmrc",
          ".yarnrc",
          ".yarnrc.yml",
          ".pnp.cjs",
          ".pnp.loader.mjs",
          ".pnp.js",
          ".pnpmfile.cjs",
          "bunfig.toml",
          ".bazelrc",
          ".bazelversion",
          ".bazeliskrc",
          ".pre-commit-config.yaml",
          "lefthook.yml",
          ".lefthook.yml",
          "lefthook.yaml",
          ".lefthook.yaml",
          "lefthook-local.yml",
          ".lefthook-local.yml",
          "lefthook.toml",
          ".lefthook.toml",
          "lefthook.json",
          ".lefthook.json",
          "gradle-wrapper.properties",
          "maven-wrapper.properties",
          ".ripgreprc",
          "pyrightconfig.json",
          ".mcp.json",
          ".gitlab-ci.yml",
          ".netrc",
          ".curlrc",
          ".wgetrc",
          ".vimrc",
          ".exrc",
          ".gdbinit",
          ".pypirc");

  private final List<Path> configFolder;

  /** With every form of the folder of the person's settings. */
  ProtectedPaths(List<Path> configFolder) {
    this.configFolder = List.copyOf(configFolder);
  }

  /** The strictest finding about writing to one of these places, if one is protected. */
  @Nullable Finding judge(List<Path> hops) {
    Finding strictest = null;
    for (Path hop : hops) {
      Finding found = judge(hop);
      if (found != null) {
        strictest = strictest == null ? found : strictest.and(found);
      }
    }
    return strictest;
  }

  private @Nullable Finding judge(Path path) {
    for (Path config : configFolder) {
      if (isAtOrBelow(path, config)) {
        boolean itself = path.getNameCount() <= config.getNameCount() + 1;
        return itself && isSettings(folded(path, path.getNameCount() - 1))
            ? ownSettings(path)
            : inside(config.toString());
      }
    }
    int last = path.getNameCount() - 1;
    for (int i = 0; i <= last; i++) {
      Finding found = judge(path, i, last);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable Finding judge(Path path, int i, int last) {
    String name = folded(path, i);
    return switch (name) {
      case ".claude" -> ofAgent(path, i, last);
      case ".git" ->
          i == last || decidesForGit(path, i, last)
              ? Finding.of(Finding.Kind.ASK, "git itself would run or obey " + path)
              : inside(name);
      // in these only a part is protected, but who replaces them replaces that
      case ".config", ".github" -> i == last ? inside(name) : null;
      case "git" -> i > 0 && folded(path, i - 1).equals(".config") ? inside(".config/git") : null;
      case "workflows", "actions" ->
          i > 0 && folded(path, i - 1).equals(".github") ? inside(".github/" + name) : null;
      case ".claude.json" -> i == last ? ownSettings(path) : null;
      default -> FOLDERS.contains(name) || (i == last && isFile(name)) ? inside(name) : null;
    };
  }

  /** A workspace of an editor has any name, and holds tasks as the folders do. */
  private static boolean isFile(String name) {
    return FILES.contains(name) || name.endsWith(".code-workspace");
  }

  private static @Nullable Finding ofAgent(Path path, int claude, int last) {
    if (claude + 2 < last && folded(path, claude + 1).equals("worktrees")) {
      // copies of repositories, of which each is judged by itself
      return null;
    }
    boolean settings = claude + 1 == last && isSettings(folded(path, last));
    return settings ? ownSettings(path) : inside(".claude");
  }

  private static boolean isAtOrBelow(Path path, Path folder) {
    if (path.startsWith(folder)) {
      return true;
    }
    int length = folder.getNameCount();
    if (path.getNameCount() < length) {
      return false;
    }
    for (int i = length - 1; i >= 0; i--) {
      if (!folded(path, i).equals(folded(folder, i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSettings(String name) {
    return (name.startsWith("settings.") && name.endsWith("json"))
        || name.equals(".claude.json")
        || name.equals(".credentials.json");
  }

  /** Hooks and configuration, of submodules and worktrees as well. */
  private static boolean decidesForGit(Path path, int git, int last) {
    for (int i = git + 1; i <= last; i++) {
      String name = folded(path, i);
      if (name.equals("hooks") || (i == last && name.startsWith("config"))) {
        return true;
      }
    }
    return false;
  }

  private static Finding ownSettings(Path path) {
    return Finding.of(Finding.Kind.ASK, path + " decides what the agent may do");
  }

  private static Finding inside(String place) {
    return Finding.of(Finding.Kind.GUARDED, "what is in " + place + " can run or decide what runs");
  }

  private static String folded(Path path, int component) {
    return CaseFold.of(path.getName(component).toString());
  }

  /** Whether a path shows the memory, environment or open files of a process. */
  static boolean isProcessSecret(Path path) {
    if (path.getNameCount() < 3 || !path.getName(0).toString().equals("proc")) {
      return false;
    }
    for (int i = 2; i < path.getNameCount(); i++) {
      switch (path.getName(i).toString()) {
        case "environ", "mem", "pagemap", "fd", "fdinfo", "root", "cwd", "map_files", "auxv" -> {
          return true;
        }
        case "syscall", "stack" -> {
          return true;
        }
        default -> {}
      }
    }
    return false;
  }
}
