package dev.muster.conversation;

import dev.muster.pattern.PathPattern;
import dev.muster.pattern.PatternException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Globs with {@code {a,b}} alternatives over paths below a base. */
final class Globs {

  private static final int MOST = 100;

  private final List<PathPattern> patterns;

  private Globs(List<PathPattern> patterns) {
    this.patterns = patterns;
  }

  /** Compiles globs; a malformed one is left out, as is what alternatives come to beyond 100. */
  static Globs of(List<String> globs) {
    List<PathPattern> patterns = new ArrayList<>();
    for (String glob : globs) {
      List<String> plain = new ArrayList<>();
      expand(glob.strip(), plain);
      for (String one : plain) {
        add(one, patterns);
      }
    }
    return new Globs(List.copyOf(patterns));
  }

  boolean isEmpty() {
    return patterns.isEmpty();
  }

  /** Whether one of them matches the file, or a folder that it is in. */
  boolean match(Path base, Path file) {
    if (!file.startsWith(base) || file.equals(base)) {
      return false;
    }
    List<String> components = new ArrayList<>();
    for (Path component : base.relativize(file)) {
      components.add(component.toString());
    }
    for (PathPattern pattern : patterns) {
      if (pattern.matches(components, false)) {
        return true;
      }
    }
    return false;
  }

  private static void add(String glob, List<PathPattern> patterns) {
    String text = glob.startsWith("/") ? glob.substring(1) : glob;
    try {
      patterns.add(PathPattern.glob(text));
      if (!text.endsWith("*")) {
        patterns.add(PathPattern.glob(text + "/**"));
      }
    } catch (PatternException malformed) {
      // it can match nothing
    }
  }

  private static void expand(String glob, List<String> out) {
    int open = glob.indexOf('{');
    int close = open < 0 ? -1 : matching(glob, open);
    if (close < 0) {
      if (!glob.isEmpty() && out.size() < MOST) {
        out.add(glob);
      }
      return;
    }
    int from = open + 1;
    int depth = 0;
    for (int i = open + 1; i <= close && out.size() < MOST; i++) {
      char c = glob.charAt(i);
      if (depth == 0 && (c == ',' || i == close)) {
        expand(glob.substring(0, open) + glob.substring(from, i) + glob.substring(close + 1), out);
        from = i + 1;
      }
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    }
  }

  private static int matching(String glob, int open) {
    int depth = 0;
    for (int i = open; i < glob.length(); i++) {
      depth += glob.charAt(i) == '{' ? 1 : glob.charAt(i) == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }
}
