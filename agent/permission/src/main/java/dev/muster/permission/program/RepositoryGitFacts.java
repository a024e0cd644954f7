package dev.muster.permission.program;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.permission.program.FileText.Content;
import dev.muster.permission.program.FileText.Kind;
import dev.muster.permission.program.GitConfigText.Variable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Git facts from a repository's own files, without running git.
 *
 * <p>Every folder from the given one up to the root is looked at as a possible repository, also a
 * bare one, since git's choice among them depends on more than their configuration. Submodules in
 * the index are looked at too: git runs itself in them, and does not hand its environment on. The
 * user's own configuration is trusted. Nothing is remembered between questions; thread-safe if the
 * reader of files is.
 */
public final class RepositoryGitFacts implements GitFacts {
  private static final int SUBMODULES = 100;
  private final FileText files;

  /** Facts read through this. */
  public RepositoryGitFacts(FileText files) {
    this.files = files;
  }

  @Override
  public boolean runsPrograms(Path folder) {
    Path real = files.realFolder(folder);
    if (real == null) {
      return true;
    }
    Set<Path> seen = new HashSet<>();
    for (Path at = real; at != null; at = at.getParent()) {
      if (repositoryRuns(at, seen)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public @Nullable Path workingFolder(Path folder) {
    // where a repository's configuration starts something, it may say where its files are, too
    Path at = runsPrograms(folder) ? null : files.realFolder(folder);
    while (at != null && !isAnything(at.resolve(".git")) && !isFolder(at.resolve(".git"))) {
      at = at.getParent();
    }
    return at;
  }

  private boolean isFolder(Path path) {
    return files.realFolder(path) != null;
  }

  private boolean repositoryRuns(Path root, Set<Path> seen) {
    if (!seen.add(root)) {
      return false;
    }
    if (seen.size() > SUBMODULES) {
      return true;
    }
    Path dotGit = root.resolve(".git");
    Content found = files.read(dotGit);
    boolean runs =
        switch (found.kind()) {
          case MISSING -> directoryRuns(dotGit, root, seen);
          case UNREADABLE -> true;
          case TEXT -> {
            Path linked = linked(root, found.text(), "gitdir: ");
            yield linked == null || directoryRuns(linked, root, seen);
          }
        };
    return runs || (mayBeBare(root) && directoryRuns(root, root, seen));
  }

  /** Whether git might take the folder itself for a repository; erring on the side of yes. */
  private boolean mayBeBare(Path root) {
    if (isAnything(root.resolve("HEAD"))) {
      return true;
    }
    // HEAD may be a symbolic link to nowhere, but without configuration nothing runs.
    Content config = files.read(root.resolve("config"));
    return switch (config.kind()) {
      case MISSING -> isAnything(root.resolve("commondir"));
      case UNREADABLE -> true;
      case TEXT -> config.text().indexOf('[') >= 0;
    };
  }

  private boolean isAnything(Path file) {
    return files.read(file).kind() != Kind.MISSING;
  }

  private static @Nullable Path linked(Path from, String text, String label) {
    String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    if (!line.startsWith(label) || line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
      return null;
    }
    try {
      return from.resolve(utf8(line.substring(label.length())));
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(ISO_8859_1), UTF_8);
  }

  /** Whether what belongs to a git directory may start a program. */
  private boolean directoryRuns(Path directory, Path root, Set<Path> seen) {
    Path common = directory;
    Content pointer = files.read(directory.resolve("commondir"));
    switch (pointer.kind()) {
      case MISSING -> {}
      case UNREADABLE -> {
        return true;
      }
      case TEXT -> {
        Path linked = linked(directory, pointer.text(), "");
        if (linked == null) {
          return true;
        }
        common = linked;
      }
    }
    return configRuns(common.resolve("config"), directory, root)
        || configRuns(directory.resolve("config.worktree"), directory, root)
        || hookRuns(common.resolve("hooks"))
        || submodulesRun(directory.resolve("index"), root, seen);
  }

  private boolean configRuns(Path config, Path directory, Path root) {
    Content found = files.read(config);
    return switch (found.kind()) {
      case MISSING -> false;
      case UNREADABLE -> true;
      case TEXT -> {
        List<Variable> variables = GitConfigText.parse(found.text());
        yield variables == null || !areHarmless(variables, directory, root);
      }
    };
  }

  private boolean areHarmless(List<Variable> variables, Path directory, Path root) {
    for (Variable variable : variables) {
      if (!GitConfigRules.isHarmless(variable) || !leadsNowhere(variable, directory, root)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a path among core's variables names the folder where it must lead, or no hook. */
  private boolean leadsNowhere(Variable variable, Path directory, Path root) {
    if (!variable.section().equals("core") || !variable.subsection().isEmpty()) {
      return true;
    }
    try {
      return switch (variable.key()) {
        case "worktree" -> {
          Path named = files.realFolder(directory.resolve(utf8(variable.value())));
          yield named != null && named.equals(files.realFolder(root));
        }
        case "hookspath" ->
            !variable.value().startsWith("~")
                && !hookRuns(root.resolve(utf8(variable.value())))
                && !hookRuns(directory.resolve(utf8(variable.value())));
        default -> true;
      };
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** The one hook that reading commands may start, when they refresh the index. */
  private boolean hookRuns(Path hooks) {
    return isAnything(hooks.resolve("post-index-change"));
  }

  private boolean submodulesRun(Path index, Path root, Set<Path> seen) {
    Content found = files.read(index);
    return switch (found.kind()) {
      case MISSING -> false;
      case UNREADABLE -> true;
      case TEXT -> {
        List<String> paths = GitIndex.submodules(found.text());
        if (paths == null) {
          yield true;
        }
        for (String path : paths) {
          if (submoduleRuns(root, path, seen)) {
            yield true;
          }
        }
        yield false;
      }
    };
  }

  private boolean submoduleRuns(Path root, String path, Set<Path> seen) {
    try {
      Path folder = files.realFolder(root.resolve(path));
      return folder != null && repositoryRuns(folder, seen);
    } catch (InvalidPathException e) {
      return true;
    }
  }
}
