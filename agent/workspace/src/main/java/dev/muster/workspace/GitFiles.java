package dev.muster.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a repository's own files say, read without git. Source of the layout:
 * gitrepository-layout(5).
 *
 * @param own the work tree's git folder
 * @param common the git folder that all work trees of the repository share
 */
record GitFiles(Path own, Path common) {

  private static final int MAX_BYTES = 1 << 20;
  private static final String REF = "ref: ";
  private static final String HEADS = "refs/heads/";
  private static final int SHORT_ID = 9;

  /** The repository around a folder. */
  static Optional<GitFiles> find(Path folder) {
    for (Path at = folder; at != null; at = at.getParent()) {
      Path git = at.resolve(".git");
      if (Files.isDirectory(git)) {
        return Optional.of(new GitFiles(git, git));
      }
      String pointer = Files.isRegularFile(git) ? text(git) : null;
      if (pointer != null && pointer.startsWith("gitdir: ")) {
        return linked(at, pointer.substring("gitdir: ".length()).strip());
      }
    }
    return Optional.empty();
  }

  private static Optional<GitFiles> linked(Path folder, String target) {
    try {
      Path own = folder.resolve(target).normalize();
      String common = text(own.resolve("commondir"));
      return Optional.of(
          new GitFiles(own, common == null ? own : own.resolve(common.strip()).normalize()));
    } catch (InvalidPathException notAPath) {
      return Optional.empty();
    }
  }

  private static @Nullable String text(Path file) {
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try (InputStream stream = Files.newInputStream(file)) {
      return new String(stream.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      return null;
    }
  }

  /** The branch, or {@code detached at} and a commit. */
  String branch() {
    String head = text(own.resolve("HEAD"));
    if (head == null) {
      return "unknown";
    }
    String line = firstLine(head);
    if (!line.startsWith(REF)) {
      return "detached at " + line.substring(0, Math.min(SHORT_ID, line.length()));
    }
    String ref = line.substring(REF.length());
    return ref.startsWith(HEADS) ? ref.substring(HEADS.length()) : ref;
  }

  /** The branch that the remote calls its own, else {@code main} or {@code master}. */
  Optional<String> mainBranch() {
    String head = text(common.resolve("refs/remotes/origin/HEAD"));
    String prefix = REF + "refs/remotes/origin/";
    if (head != null && firstLine(head).startsWith(prefix)) {
      return Optional.of(firstLine(head).substring(prefix.length()));
    }
    String packed = text(common.resolve("packed-refs"));
    for (String name : List.of("main", "master")) {
      if (Files.isRegularFile(common.resolve(HEADS + name))
          || (packed != null && packed.contains(" " + HEADS + name + "\n"))) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  private static String firstLine(String text) {
    String line = text.lines().findFirst().orElse("").strip();
    return line.chars().anyMatch(c -> c < ' ') ? "" : line;
  }

  /**
   * Settings that put out of force the filters that the repository's own configuration names; empty
   * when it includes other files, so that git is better not asked.
   */
  Optional<List<String>> guards() {
    List<String> guards = new ArrayList<>();
    for (Path file : List.of(common.resolve("config"), own.resolve("config.worktree"))) {
      String text = text(file);
      if (text == null) {
        continue;
      }
      for (String raw : text.lines().toList()) {
        String line = raw.replace("\uFEFF", "").strip();
        if (!line.startsWith("[")) {
          continue;
        }
        if (line.indexOf('[', 1) >= 0) {
          return Optional.empty();
        }
        String section = line.substring(1).strip().toLowerCase(Locale.ROOT);
        if (section.startsWith("include")) {
          return Optional.empty();
        }
        if (section.startsWith("filter") && !guard(line, guards)) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(guards);
  }

  /** Adds what puts one filter out of force; false when its name cannot be told. */
  private static boolean guard(String line, List<String> guards) {
    int open = line.indexOf('"');
    int close = line.lastIndexOf("\"]");
    if (open < 0 || close <= open) {
      return false;
    }
    String name = line.substring(open + 1, close);
    if (name.indexOf('\\') >= 0 || name.indexOf('"') >= 0 || name.indexOf('=') >= 0) {
      return false;
    }
    for (String key : List.of("clean=", "smudge=", "process=", "required=false")) {
      guards.add("filter." + name + "." + key);
    }
    return true;
  }
}
