package dev.muster.cli;

import dev.muster.permission.Repository;
import dev.muster.trust.TrustKey;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the repositories that commands of a session may work in: the one that each working folder
 * belongs to, and those a little way below it. Looks at the disk only; no program is run.
 */
final class Repositories {

  private static final int DEEPEST = 2;
  private static final int MOST_FOLDERS = 4_000;
  private static final int DEEPEST_MODULE = 6;

  private final Path home;
  private final Map<Path, Repository> found = new LinkedHashMap<>();
  private int looked;

  private Repositories(Path home) {
    this.home = home;
  }

  /** The repositories of these folders. */
  static List<Repository> of(List<Path> folders, Path home) {
    Repositories all = new Repositories(home);
    for (Path folder : folders) {
      all.above(folder);
      all.below(folder, DEEPEST);
    }
    return List.copyOf(all.found.values());
  }

  /** The repository that a folder belongs to; of a linked worktree, the main one. */
  private void above(Path folder) {
    try {
      TrustKey key = TrustKey.of(folder);
      boolean linked = !key.folder().equals(key.workTree());
      if (linked || !key.workTree().equals(home.toRealPath())) {
        add(key.folder().resolve(".git"), true);
      }
    } catch (IOException cannotTell) {
      // Commands then work without a repository.
    }
  }

  private void below(Path folder, int depth) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.toRealPath())) {
      for (Path entry : entries) {
        if (++looked > MOST_FOLDERS) {
          return;
        }
        if (isFolder(entry) && !entry.endsWith("node_modules") && !entry.endsWith(".git")) {
          add(entry.resolve(".git"), false);
          if (depth > 1) {
            below(entry, depth - 1);
          }
        }
      }
    } catch (IOException | DirectoryIteratorException notListed) {
      // What cannot be listed is not found.
    }
  }

  private void add(Path git, boolean writable) {
    if (isFolder(git) && !found.containsKey(git)) {
      List<Path> inner = new ArrayList<>();
      children(git.resolve("worktrees"), inner);
      modules(git.resolve("modules"), DEEPEST_MODULE, inner);
      found.put(git, new Repository(git, writable, inner));
    }
  }

  private static void modules(Path folder, int depth, List<Path> into) {
    if (depth == 0) {
      return;
    }
    List<Path> children = new ArrayList<>();
    children(folder, children);
    for (Path child : children) {
      boolean module = Files.exists(child.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS);
      if (module) {
        into.add(child);
      }
      modules(module ? child.resolve("modules") : child, depth - 1, into);
    }
  }

  private static void children(Path folder, List<Path> into) {
    if (!isFolder(folder)) {
      return;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (isFolder(entry)) {
          into.add(entry);
        }
      }
    } catch (IOException | DirectoryIteratorException notListed) {
      // What cannot be listed is not found.
    }
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }
}
