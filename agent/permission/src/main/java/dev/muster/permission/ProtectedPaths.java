package dev.muster.permission;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Places that are never written without a person: what is in them runs, or decides what runs.
 *
 * <p>Compared without regard to case, so that a file system that has none cannot be used to get
 * round it.
 */
final class ProtectedPaths {

  private static final Set<String> FOLDERS =
      Set.of(
          ".git",
          ".vscode",
          ".idea",
          ".husky",
          ".cargo",
          ".devcontainer",
          ".yarn",
          ".mvn",
          ".claude",
          ".ssh",
          ".gnupg",
          ".bazel",
          ".github",
          ".circleci");

  private static final Set<String> FILES =
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
          "gradle-wrapper.properties",
          "maven-wrapper.properties",
          ".ripgreprc",
          "pyrightconfig.json",
          ".mcp.json",
          ".claude.json",
          ".gitlab-ci.yml",
          ".netrc",
          ".curlrc",
          ".wgetrc",
          ".vimrc",
          ".exrc",
          ".gdbinit",
          ".pypirc");

  private ProtectedPaths() {}

  /** The protected place that a path is, or is in. */
  static Optional<String> of(Path path, Path configFolder) {
    if (path.startsWith(configFolder)) {
      return Optional.of(configFolder.toString());
    }
    int last = path.getNameCount() - 1;
    for (int i = 0; i <= last; i++) {
      String name = path.getName(i).toString().toLowerCase(Locale.ROOT);
      if (FOLDERS.contains(name) || (i == last && FILES.contains(name))) {
        return Optional.of(path.getName(i).toString());
      }
      boolean gitConfig =
          name.equals("git") && i > 0 && path.getName(i - 1).toString().equals(".config");
      if (gitConfig) {
        return Optional.of(".config/git");
      }
    }
    return Optional.empty();
  }

  /** Whether a path shows the memory, environment or open files of a process. */
  static boolean isProcessSecret(Path path) {
    if (path.getNameCount() < 3 || !path.getName(0).toString().equals("proc")) {
      return false;
    }
    for (int i = 2; i < path.getNameCount(); i++) {
      switch (path.getName(i).toString()) {
        case "environ", "mem", "fd", "fdinfo", "root", "cwd", "map_files", "auxv", "syscall" -> {
          return true;
        }
        default -> {}
      }
    }
    return false;
  }
}
