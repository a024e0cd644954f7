package dev.muster.permission;

import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.Word;
import dev.muster.protocol.PathFacts;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Replaces file name patterns by the names that match them on disk at this moment, as bash does
 * when a command runs.
 */
final class FileNames {

  /** More names than these are not told one by one. */
  private static final int NAMES_MOST = 2_000;

  /** More folders than these are not looked at one by one. */
  private static final int FOLDERS_MOST = 500;

  private final PathFacts facts;

  FileNames(PathFacts facts) {
    this.facts = facts;
  }

  /**
   * The command with its patterns replaced; the same where it has none. A pattern stays where it
   * cannot be told what matches, or too much does.
   */
  ShellCommand expand(ShellCommand command) {
    Path folder = command.folder();
    if (folder == null || !hasPatterns(command)) {
      return command;
    }
    List<Word> words = new ArrayList<>(command.words().size());
    for (Word word : command.words()) {
      List<String> names =
          word instanceof Word.Paths(String pattern) ? names(pattern, folder) : null;
      if (names == null || words.size() + names.size() > NAMES_MOST) {
        words.add(word);
      } else {
        names.forEach(name -> words.add(new Word.Literal(name)));
      }
    }
    return new ShellCommand(
        command.assignments(),
        words,
        command.redirections(),
        command.input(),
        folder,
        command.text());
  }

  private static boolean hasPatterns(ShellCommand command) {
    for (Word word : command.words()) {
      if (word instanceof Word.Paths) {
        return true;
      }
    }
    return false;
  }

  /**
   * The folders whose names the shell reads to find what matches a pattern.
   *
   * @return {@code null} where that cannot be told, or a part may lead out of them again
   */
  @Nullable List<String> lookedInto(String pattern, @Nullable Path folder) {
    List<String> all = new ArrayList<>();
    StringBuilder before = new StringBuilder(pattern.startsWith("/") ? "/" : "");
    boolean matching = false;
    for (String component : pattern.split("/", -1)) {
      boolean matches = NamePattern.isPattern(component);
      if (matching && NamePattern.plain(component).equals("..")) {
        return null;
      }
      if (matching && !component.isEmpty()) {
        List<String> places = folder == null ? null : names(before.toString(), folder);
        if (places == null || all.size() + places.size() > FOLDERS_MOST) {
          return null;
        }
        all.addAll(places);
      } else if (matches) {
        all.add(before.isEmpty() ? "." : NamePattern.plain(before.toString()));
      }
      matching |= matches;
      if (!component.isEmpty()) {
        before.append(component).append('/');
      }
    }
    return all;
  }

  /**
   * The names that match, in order; the pattern itself where none does.
   *
   * @return {@code null} where that cannot be told
   */
  @Nullable List<String> names(String pattern, Path folder) {
    List<String> found = new ArrayList<>();
    found.add(pattern.startsWith("/") ? "/" : "");
    List<String> components = List.of(pattern.split("/", -1));
    for (int i = 0; i < components.size(); i++) {
      String component = components.get(i);
      boolean last = i == components.size() - 1;
      if (component.isEmpty()) {
        if (last) {
          found.replaceAll(name -> name.endsWith("/") ? name : name + "/");
        }
        continue;
      }
      List<String> next = next(found, component, folder);
      if (next == null) {
        return null;
      }
      if (!last) {
        next.replaceAll(name -> name + "/");
      }
      found = next;
    }
    if (found.isEmpty()) {
      return List.of(NamePattern.plain(pattern));
    }
    found.sort(null);
    return found;
  }

  private @Nullable List<String> next(List<String> before, String component, Path folder) {
    List<String> next = new ArrayList<>();
    if (!NamePattern.isPattern(component)) {
      String name = NamePattern.plain(component);
      before.forEach(prefix -> next.add(prefix + name));
      return next;
    }
    NamePattern pattern = NamePattern.of(component);
    if (pattern == null) {
      return null;
    }
    for (String prefix : before) {
      List<String> inside = inside(prefix, folder);
      if (inside == null || inside.size() > NAMES_MOST) {
        return null;
      }
      for (String name : inside) {
        if (pattern.matches(name)) {
          next.add(prefix + name);
        }
      }
      if (next.size() > NAMES_MOST) {
        return null;
      }
    }
    return next;
  }

  /** The names in a folder, those that bash adds included; none where there is no such folder. */
  private @Nullable List<String> inside(String prefix, Path folder) {
    try {
      List<String> names = new ArrayList<>(facts.names(folder.resolve(prefix), NAMES_MOST));
      names.add(".");
      names.add("..");
      return names;
    } catch (java.nio.file.NoSuchFileException | java.nio.file.NotDirectoryException none) {
      return List.of();
    } catch (IOException | InvalidPathException cannotTell) {
      return null;
    }
  }
}
