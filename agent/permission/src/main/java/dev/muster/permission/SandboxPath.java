package dev.muster.permission;

import dev.muster.pattern.PathPattern;
import dev.muster.pattern.PatternException;
import dev.muster.settings.SourcedPath;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A path of the sandbox's settings, understood.
 *
 * <p>{@code /x} and {@code //x} are absolute, {@code ~/x} is in the home folder, anything else
 * counts from the folder of its source; a {@code /} or {@code /**} at the end means the folder
 * itself. This is how Claude Code documents them; rules write absolute paths in another way.
 */
sealed interface SandboxPath {

  /** One place, with all below it. */
  record Place(Path path) implements SandboxPath {}

  /** What below a folder is matched. */
  record Pattern(Path base, PathPattern rest) implements SandboxPath {

    boolean matches(Path path, boolean folder) {
      if (!path.startsWith(base) || path.equals(base)) {
        return false;
      }
      List<String> names = new ArrayList<>();
      base.relativize(path).forEach(name -> names.add(name.toString()));
      return rest.matches(names, folder);
    }
  }

  /** It is none. */
  record Unclear(String reason) implements SandboxPath {}

  /** Reads a path. */
  static SandboxPath read(SourcedPath source, Path home) {
    String text = source.text().strip();
    if (text.isEmpty()) {
      return new Unclear("it is empty");
    }
    while (text.length() > 1 && (text.endsWith("/") || text.endsWith("/**"))) {
      text = text.substring(0, text.length() - (text.endsWith("/") ? 1 : 3));
    }
    try {
      if (text.isEmpty()) {
        return new Place(Path.of("/"));
      }
      if (text.equals("~") || text.startsWith("~/")) {
        return below(home, text.substring(1));
      }
      return text.startsWith("/") ? below(Path.of("/"), text) : below(source.base(), text);
    } catch (InvalidPathException | PatternException reason) {
      return new Unclear(String.valueOf(reason.getMessage()));
    }
  }

  private static SandboxPath below(Path from, String text) throws PatternException {
    Path base = from;
    String[] names = text.split("/", -1);
    for (int i = 0; i < names.length; i++) {
      if (isPattern(names[i])) {
        String rest = String.join("/", Arrays.copyOfRange(names, i, names.length));
        return new Pattern(base.normalize(), PathPattern.gitignore("/" + rest));
      }
      if (!names[i].isEmpty()) {
        base = base.resolve(names[i]);
      }
    }
    return new Place(base.normalize());
  }

  private static boolean isPattern(String name) {
    return name.indexOf('*') >= 0 || name.indexOf('?') >= 0 || name.indexOf('[') >= 0;
  }
}
