package dev.muster.workspace.search;

import dev.muster.workspace.search.IgnoreFile.Say;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The ignore files of one folder, and through {@code above} those of all folders above it.
 *
 * <p>Precedence as in ripgrep: {@code .rgignore}, {@code .ignore}, {@code .gitignore}, {@code
 * .git/info/exclude}, the user's global excludes; within a kind, the deepest folder first. Git's
 * files do not reach into a repository inside another one. Immutable.
 *
 * @param depth how many components the folder's absolute path has
 * @param repository whether a {@code .git} stands in the folder
 */
record IgnoreLevel(
    @Nullable IgnoreLevel above,
    int depth,
    boolean repository,
    @Nullable IgnoreFile rgignore,
    @Nullable IgnoreFile ignore,
    @Nullable IgnoreFile gitignore,
    @Nullable IgnoreFile exclude,
    @Nullable IgnoreFile global) {

  private static final int MAX_POINTER = 8192;

  /** The levels from the file system's root down to the folder where a search starts. */
  static IgnoreLevel downTo(Path root, Map<String, String> environment) {
    IgnoreLevel level = null;
    Path at = Objects.requireNonNull(root.getRoot());
    level = of(level, at, 0, null);
    for (int i = 0; i < root.getNameCount(); i++) {
      at = at.resolve(root.getName(i));
      boolean last = i == root.getNameCount() - 1;
      level = of(level, at, i + 1, last ? GlobalExcludes.of(environment) : null);
    }
    return level;
  }

  private static IgnoreLevel of(
      @Nullable IgnoreLevel above, Path folder, int depth, @Nullable IgnoreFile global) {
    boolean repository = IgnoreFile.exists(folder.resolve(".git"));
    return new IgnoreLevel(
        above,
        depth,
        repository,
        IgnoreFile.read(folder.resolve(".rgignore")),
        IgnoreFile.read(folder.resolve(".ignore")),
        IgnoreFile.read(folder.resolve(".gitignore")),
        repository ? exclude(folder) : null,
        global);
  }

  /** The level of a folder inside this one, given which of the files that matter it holds. */
  IgnoreLevel below(Path folder, Iterable<String> special) {
    boolean repository = false;
    IgnoreFile rgignore = null;
    IgnoreFile ignore = null;
    IgnoreFile gitignore = null;
    for (String name : special) {
      switch (name) {
        case ".git" -> repository = true;
        case ".rgignore" -> rgignore = IgnoreFile.read(folder.resolve(name));
        case ".ignore" -> ignore = IgnoreFile.read(folder.resolve(name));
        default -> gitignore = IgnoreFile.read(folder.resolve(name));
      }
    }
    if (!repository && rgignore == null && ignore == null && gitignore == null) {
      return this;
    }
    IgnoreFile exclude = repository ? exclude(folder) : null;
    return new IgnoreLevel(
        this, folder.getNameCount(), repository, rgignore, ignore, gitignore, exclude, null);
  }

  /** Whether a file of that name may hold patterns, or marks a repository. */
  static boolean isSpecial(String name) {
    return switch (name) {
      case ".git", ".gitignore", ".ignore", ".rgignore" -> true;
      default -> false;
    };
  }

  /**
   * Whether an entry is left out.
   *
   * @param path the components of its absolute path
   */
  boolean ignores(List<String> path, boolean folder) {
    String name = path.getLast();
    Say rgSays = Say.NOTHING;
    Say ignoreSays = Say.NOTHING;
    Say gitSays = Say.NOTHING;
    Say excludeSays = Say.NOTHING;
    Say globalSays = Say.NOTHING;
    boolean inRepository = true;
    for (IgnoreLevel level = this; level != null; level = level.above) {
      List<String> below = path.subList(level.depth, path.size());
      rgSays = first(rgSays, level.rgignore, name, below, folder);
      ignoreSays = first(ignoreSays, level.ignore, name, below, folder);
      globalSays = first(globalSays, level.global, name, below, folder);
      if (inRepository) {
        gitSays = first(gitSays, level.gitignore, name, below, folder);
        excludeSays = first(excludeSays, level.exclude, name, below, folder);
      }
      inRepository &= !level.repository;
    }
    Say verdict = rgSays;
    verdict = verdict == Say.NOTHING ? ignoreSays : verdict;
    verdict = verdict == Say.NOTHING ? gitSays : verdict;
    verdict = verdict == Say.NOTHING ? excludeSays : verdict;
    verdict = verdict == Say.NOTHING ? globalSays : verdict;
    return verdict == Say.IGNORE;
  }

  private static Say first(
      Say said, @Nullable IgnoreFile file, String name, List<String> below, boolean folder) {
    return said != Say.NOTHING || file == null ? said : file.say(name, below, folder);
  }

  /** The excludes of the repository; a linked worktree's are those of its main one. */
  private static @Nullable IgnoreFile exclude(Path folder) {
    Path git = folder.resolve(".git");
    if (Files.isDirectory(git)) {
      return IgnoreFile.read(git.resolve("info").resolve("exclude"));
    }
    Path own = pointer(git, "gitdir: ", folder);
    Path common = own == null ? null : pointer(own.resolve("commondir"), "", own);
    return common == null ? null : IgnoreFile.read(common.resolve("info").resolve("exclude"));
  }

  private static @Nullable Path pointer(Path file, String before, Path base) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_POINTER) {
        return null;
      }
      String text = Files.readString(file, StandardCharsets.UTF_8).strip();
      return text.startsWith(before) ? base.resolve(text.substring(before.length())) : null;
    } catch (IOException | InvalidPathException notAPointer) {
      return null;
    }
  }
}
