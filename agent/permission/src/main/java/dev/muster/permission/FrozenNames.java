package dev.muster.permission;

import java.util.List;

/**
 * What confined commands may not write although it lies in a folder that they may write: it runs,
 * or decides what runs, outside of the sandbox.
 *
 * <p>The same places that are {@link ProtectedPaths guarded} for other tools. Where one of them
 * does not exist yet, an empty folder has to stand there while a command runs. That harms nobody
 * where only folders are looked for, or only by those who are to find nothing; but some package
 * managers stumble over it, and git would take an empty file into the next commit. Those names are
 * kept as they are where they exist, and no more.
 */
final class FrozenNames {

  /** In every folder that may be written, whether they exist or not. */
  static final List<String> ALWAYS =
      List.of(
          ".claude",
          ".mcp.json",
          ".vscode",
          ".idea",
          ".husky",
          ".devcontainer",
          ".cargo",
          ".mvn",
          ".yarn",
          ".bazel",
          ".bazelrc",
          ".circleci",
          ".envrc",
          "bunfig.toml");

  /** In every folder that may be written, where they exist. */
  static final List<String> WHERE_PRESENT =
      List.of(
          ".bash_aliases",
          ".bash_login",
          ".bash_logout",
          ".bash_profile",
          ".bashrc",
          ".bazeliskrc",
          ".bazelversion",
          ".claude.json",
          ".codex",
          ".config/git",
          ".cshrc",
          ".curlrc",
          ".cursor",
          ".exrc",
          ".gdbinit",
          ".gemini",
          ".gitattributes",
          ".gitconfig",
          ".github/actions",
          ".github/workflows",
          ".gitlab-ci.yml",
          ".gitmodules",
          ".gnupg",
          ".inputrc",
          ".kshrc",
          ".lefthook.json",
          ".lefthook.toml",
          ".lefthook.yaml",
          ".lefthook.yml",
          ".lefthook-local.yml",
          ".netrc",
          ".npmrc",
          ".pnp.cjs",
          ".pnp.js",
          ".pnp.loader.mjs",
          ".pnpmfile.cjs",
          ".pre-commit-config.yaml",
          ".profile",
          ".pypirc",
          ".ripgreprc",
          ".ssh",
          ".tcshrc",
          ".vimrc",
          ".wgetrc",
          ".windsurf",
          ".yarnrc",
          ".yarnrc.yml",
          ".zlogin",
          ".zlogout",
          ".zprofile",
          ".zshenv",
          ".zshrc",
          "gradle/wrapper/gradle-wrapper.properties",
          "lefthook-local.yml",
          "lefthook.json",
          "lefthook.toml",
          "lefthook.yaml",
          "lefthook.yml",
          "pyrightconfig.json");

  /** In a home folder that may be written: files, whether they exist or not. */
  static final List<String> HOME_FILES =
      List.of(
          ".bash_aliases",
          ".bash_login",
          ".bash_logout",
          ".bash_profile",
          ".bashrc",
          ".claude.json",
          ".curlrc",
          ".gitconfig",
          ".inputrc",
          ".netrc",
          ".npmrc",
          ".pam_environment",
          ".profile",
          ".vimrc",
          ".wgetrc",
          ".xprofile",
          ".xsession",
          ".xsessionrc",
          ".zlogin",
          ".zlogout",
          ".zprofile",
          ".zshenv",
          ".zshrc");

  /** In a home folder that may be written: folders, whether they exist or not. */
  static final List<String> HOME_FOLDERS =
      List.of(
          ".config/autostart",
          ".config/environment.d",
          ".config/fish",
          ".config/git",
          ".config/systemd",
          ".config/nvim",
          ".gnupg",
          ".local/bin",
          ".local/share/systemd",
          ".ssh",
          ".vim",
          "bin",
          "Library/LaunchAgents");

  /** In git's own folder of a repository, whether they exist or not. */
  static final List<String> OF_GIT = List.of("config", "config.worktree", "hooks");

  private FrozenNames() {}
}
