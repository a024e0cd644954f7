package dev.muster.workspace.search;

import dev.muster.pattern.PathPattern;
import dev.muster.pattern.PatternException;
import java.util.ArrayList;
import java.util.List;

/**
 * Globs that choose files by their path relative to the search's root.
 *
 * <p>A file is chosen when one of the plain globs matches it, or there is none, and no glob with
 * {@code !} does. Braces stand for alternatives. Immutable.
 */
final class GlobSet {

  private static final int MAX_ALTERNATIVES = 1000;
  private static final int MAX_NESTED = 100;

  /** A glob that means nothing. */
  static final class InvalidGlobException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String reason;

    InvalidGlobException(String glob, String reason) {
      super(reason);
      this.reason = "the glob `" + glob + "` is not valid: " + reason;
    }

    String reason() {
      return reason;
    }
  }

  /** One alternative; {@code suffix} is a cheap condition that it implies. */
  private record Include(PathPattern pattern, String suffix, boolean suffixSuffices) {
    boolean matches(String path) {
      return path.endsWith(suffix) && (suffixSuffices || pattern.matches(path, false));
    }
  }

  private final List<Include> includes = new ArrayList<>();
  private final List<PathPattern> excludes = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final List<String> excluded = new ArrayList<>();

  private GlobSet() {}

  static GlobSet of(List<String> globs) throws InvalidGlobException {
    GlobSet set = new GlobSet();
    for (String glob : globs) {
      try {
        boolean exclude = glob.startsWith("!");
        bracesPair(glob);
        List<String> alternatives = new ArrayList<>();
        expand(exclude ? glob.substring(1) : glob, alternatives);
        for (String alternative : alternatives) {
          if (exclude) {
            set.excludes.add(PathPattern.gitignore(alternative));
            set.excluded.add(alternative);
          } else {
            set.include(alternative);
          }
        }
      } catch (PatternException e) {
        throw new InvalidGlobException(glob, String.valueOf(e.getMessage()));
      } catch (TooManyAlternatives e) {
        throw new InvalidGlobException(glob, "its braces stand for too many alternatives");
      }
    }
    return set;
  }

  private void include(String text) throws PatternException {
    String glob = text.startsWith("./") ? text.substring(2) : text;
    boolean anyDepth = !glob.contains("/");
    String name = glob.substring(glob.lastIndexOf('/') + 1);
    names.add(name.equals("**") || name.isEmpty() ? "*" : name);
    boolean star = name.startsWith("*") && isLiteral(name.substring(1));
    String suffix = star ? name.substring(1) : isLiteral(name) ? name : "";
    boolean suffices = star && (anyDepth || glob.equals("**/" + name));
    PathPattern pattern =
        PathPattern.glob(anyDepth ? "**/" + glob : glob.startsWith("/") ? glob.substring(1) : glob);
    includes.add(new Include(pattern, suffix, suffices));
  }

  private static boolean isLiteral(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("*?[]\\{}".indexOf(text.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether the file of that relative path is chosen. */
  boolean matches(String path) {
    boolean chosen = includes.isEmpty();
    for (int i = 0; i < includes.size() && !chosen; i++) {
      chosen = includes.get(i).matches(path);
    }
    for (int i = 0; i < excludes.size() && chosen; i++) {
      chosen = !excludes.get(i).matches(path, false);
    }
    return chosen;
  }

  /**
   * Globs over file names alone, one of which every chosen file matches; none when all files do.
   */
  List<String> names() {
    return names;
  }

  /** The globs that leave files out, without {@code !}. */
  List<String> excluded() {
    return excluded;
  }

  private static final class TooManyAlternatives extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** What rg says no to as well. */
  private static void bracesPair(String glob) throws InvalidGlobException {
    int open = 0;
    for (int i = 0; i < glob.length(); i++) {
      int end = literalEnd(glob, i);
      if (end > i) {
        i = end;
        continue;
      }
      open += glob.charAt(i) == '{' ? 1 : glob.charAt(i) == '}' ? -1 : 0;
      if (open < 0 || open > MAX_NESTED) {
        throw new InvalidGlobException(glob, open < 0 ? "'}' without '{'" : "too many '{'");
      }
    }
    if (open > 0) {
      throw new InvalidGlobException(glob, "'{' without '}'");
    }
  }

  private static void expand(String glob, List<String> into) throws TooManyAlternatives {
    int open = unescaped(glob, '{');
    int close = open < 0 ? -1 : closing(glob, open);
    if (close < 0) {
      if (into.size() >= MAX_ALTERNATIVES) {
        throw new TooManyAlternatives();
      }
      into.add(glob);
      return;
    }
    String head = glob.substring(0, open);
    String tail = glob.substring(close + 1);
    for (String part : parts(glob.substring(open + 1, close))) {
      expand(head + part + tail, into);
    }
  }

  private static int unescaped(String glob, char wanted) {
    for (int i = 0; i < glob.length(); i++) {
      int end = literalEnd(glob, i);
      if (end > i) {
        i = end;
        continue;
      }
      if (glob.charAt(i) == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static int closing(String glob, int open) {
    int depth = 0;
    for (int i = open; i < glob.length(); i++) {
      int end = literalEnd(glob, i);
      if (end > i) {
        i = end;
        continue;
      }
      char c = glob.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private static List<String> parts(String inside) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < inside.length(); i++) {
      int end = literalEnd(inside, i);
      if (end > i) {
        i = end;
        continue;
      }
      char c = inside.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}') {
        depth--;
      } else if (c == ',' && depth == 0) {
        parts.add(inside.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(inside.substring(from));
    return parts;
  }

  /**
   * The end of what has no braces and commas that mean something: a backslash and what it takes the
   * meaning of, or a character class. {@code at} where there is none.
   */
  private static int literalEnd(String glob, int at) {
    if (glob.charAt(at) == '\\') {
      return Math.min(at + 1, glob.length() - 1);
    }
    if (glob.charAt(at) != '[') {
      return at;
    }
    boolean negated = at + 1 < glob.length() && "!^".indexOf(glob.charAt(at + 1)) >= 0;
    return Math.max(at, glob.indexOf(']', at + (negated ? 3 : 2)));
  }
}
