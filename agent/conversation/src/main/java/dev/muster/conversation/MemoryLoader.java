package dev.muster.conversation;

import dev.muster.protocol.MemorySource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads memory files and what they import, each once, within the caps. For use by one thread. */
final class MemoryLoader {

  private static final int IMPORT_DEPTH = 4;
  private static final int FILE_CHARACTERS = 60_000;
  private static final int TOTAL_CHARACTERS = 240_000;
  private static final int FILES = 200;

  private final MemorySource source;
  private final MemoryPlaces places;
  private final Globs excludes;
  private final Set<Path> told = new HashSet<>();
  private int files;
  private int characters;

  /** A file that is there. */
  record Found(Path path, Path canonical, MemoryFile.Scope scope, String text) {
    Found withText(String other) {
      return new Found(path, canonical, scope, other);
    }
  }

  MemoryLoader(MemorySource source, MemoryPlaces places) {
    this.source = source;
    this.places = places;
    List<String> globs = new ArrayList<>();
    for (String exclude : places.excludes()) {
      globs.add(exclude.startsWith("~/") ? places.home() + exclude.substring(1) : exclude);
    }
    this.excludes = Globs.of(globs);
  }

  /** The file, or {@code null} where none may be read there. */
  @Nullable Found find(Path path, MemoryFile.Scope scope) {
    Optional<MemorySource.MemoryText> text = source.read(path, boundary(path, scope));
    if (text.isEmpty()) {
      return null;
    }
    return new Found(path, text.get().canonical(), scope, text.get().text());
  }

  List<Path> rulesBelow(Path folder) {
    List<Path> rules = source.markdownBelow(folder);
    return rules.size() <= FILES ? rules : rules.subList(0, FILES);
  }

  /** Adds the file and what it imports, unless it was told before or is not wanted. */
  void keep(Found found, List<MemoryFile> into) {
    keep(found, into, 0);
  }

  private void keep(Found found, List<MemoryFile> into, int depth) {
    if (isUnwanted(found) || files >= FILES || !told.add(found.canonical())) {
      return;
    }
    String text = capped(found.text());
    if (!text.isBlank()) {
      files++;
      characters += text.length();
      into.add(new MemoryFile(found.path(), found.scope(), text));
    }
    if (depth == IMPORT_DEPTH) {
      return;
    }
    for (String reference : References.in(text)) {
      Found imported = imported(found, reference);
      if (imported != null) {
        keep(imported, into, depth + 1);
      }
    }
  }

  private @Nullable Found imported(Found by, String reference) {
    int fragment = reference.indexOf('#');
    String written = fragment < 0 ? reference : reference.substring(0, fragment);
    Path folder = by.path().getParent();
    if (folder == null) {
      return null;
    }
    Optional<Path> path = Mention.resolve(written, folder, places.home());
    if (path.isEmpty() || !mayImport(by, path.get())) {
      return null;
    }
    // the project's files gain nothing by being imported from the person's own
    boolean ofProject = path.get().startsWith(places.projectRoot());
    MemoryFile.Scope scope =
        ofProject && by.scope().isTheirOwn() ? MemoryFile.Scope.PROJECT : by.scope();
    return find(path.get(), scope);
  }

  private boolean mayImport(Found by, Path path) {
    if (by.scope().isTheirOwn()) {
      return true;
    }
    return path.startsWith(boundary(by.path(), by.scope()))
        && (places.trusted() || isPlainText(path));
  }

  private static boolean isPlainText(Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".md") || name.endsWith(".markdown") || name.endsWith(".txt");
  }

  private boolean isUnwanted(Found found) {
    if (found.scope() == MemoryFile.Scope.MANAGED) {
      return false;
    }
    return isExcluded(found.path())
        || isExcluded(found.canonical())
        || places.refused().test(found.path())
        || places.refused().test(found.canonical());
  }

  private boolean isExcluded(Path path) {
    Path root = path.getRoot();
    return root != null && !excludes.isEmpty() && excludes.match(root, path);
  }

  /** How far a file's links and imports may lead. */
  private Path boundary(Path path, MemoryFile.Scope scope) {
    Path root = path.getRoot();
    if (scope.isTheirOwn() && root != null) {
      return root;
    }
    if (path.startsWith(places.projectRoot())) {
      return places.projectRoot();
    }
    Path folder = path.getParent();
    return folder == null ? path : folder;
  }

  private String capped(String text) {
    int allowed = Math.min(FILE_CHARACTERS, TOTAL_CHARACTERS - characters);
    if (text.length() <= allowed) {
      return text;
    }
    int end = Math.max(0, allowed);
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end)
        + "\n[Muster left out "
        + (text.length() - end)
        + " of "
        + text.length()
        + " characters here; the file has the rest.]";
  }
}
