package dev.muster.workspace.search;

import dev.muster.pattern.PathPattern;
import dev.muster.pattern.PatternException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The patterns of one ignore file, in gitignore syntax; a line that means nothing is skipped.
 *
 * <p>The two common kinds of line, a bare name and {@code *} with an ending, are compared directly.
 * Immutable.
 */
final class IgnoreFile {

  private static final int MAX_BYTES = 1 << 20;

  /** What a file says of a path. */
  enum Say {
    NOTHING,
    IGNORE,
    KEEP
  }

  /** One line; {@code pattern} is {@code null} where a name or an ending says it all. */
  private record Rule(
      boolean keep,
      boolean foldersOnly,
      @Nullable String name,
      @Nullable String ending,
      @Nullable PathPattern pattern) {

    boolean matches(String entry, List<String> below, boolean folder) {
      if (foldersOnly && !folder) {
        return false;
      }
      if (name != null) {
        return entry.equals(name);
      }
      if (ending != null) {
        return entry.endsWith(ending);
      }
      return pattern != null && pattern.matchesItself(below, folder);
    }
  }

  private final List<Rule> rules;

  private IgnoreFile(List<Rule> rules) {
    this.rules = rules;
  }

  /** Reads a regular file; {@code null} where there is none, or nothing in it. */
  static @Nullable IgnoreFile read(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      if (!found.isRegularFile() || found.size() > MAX_BYTES) {
        return null;
      }
      try (SeekableByteChannel channel =
          Files.newByteChannel(file, Set.of(StandardOpenOption.READ))) {
        byte[] bytes = Channels.newInputStream(channel).readNBytes(MAX_BYTES);
        IgnoreFile parsed = parse(new String(bytes, StandardCharsets.UTF_8));
        return parsed.rules.isEmpty() ? null : parsed;
      }
    } catch (IOException noneOrUnreadable) {
      return null;
    }
  }

  /** Whether something stands at that location, itself a link or not. */
  static boolean exists(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  static IgnoreFile parse(String text) {
    List<Rule> rules = new ArrayList<>();
    int from = text.startsWith("\uFEFF") ? 1 : 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      int to = end < 0 ? text.length() : end;
      Rule rule = rule(text.substring(from, to));
      if (rule != null) {
        rules.add(rule);
      }
      from = to + 1;
    }
    return new IgnoreFile(rules);
  }

  private static @Nullable Rule rule(String raw) {
    String line = trimmed(raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw);
    if (line.isEmpty() || line.charAt(0) == '#') {
      return null;
    }
    boolean keep = line.charAt(0) == '!';
    if (keep) {
      line = line.substring(1);
    }
    boolean foldersOnly = line.endsWith("/") && !line.endsWith("\\/");
    String bare = foldersOnly ? line.substring(0, line.length() - 1) : line;
    if (isLiteral(bare, 0)) {
      return new Rule(keep, foldersOnly, bare, null, null);
    }
    if (bare.startsWith("*") && isLiteral(bare, 1)) {
      return new Rule(keep, foldersOnly, null, bare.substring(1), null);
    }
    try {
      return new Rule(keep, foldersOnly, null, null, PathPattern.gitignore(line));
    } catch (PatternException meansNothing) {
      return null;
    }
  }

  /** Without trailing spaces, unless a backslash keeps them. */
  private static String trimmed(String line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == ' ' && !(end > 1 && line.charAt(end - 2) == '\\')) {
      end--;
    }
    return line.substring(0, end);
  }

  private static boolean isLiteral(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if ("*?[\\/{}".indexOf(text.charAt(i)) >= 0) {
        return false;
      }
    }
    return text.length() > from;
  }

  /**
   * What the last matching line says.
   *
   * @param entry the path's last component
   * @param below all components below the folder of this file
   */
  Say say(String entry, List<String> below, boolean folder) {
    for (int i = rules.size() - 1; i >= 0; i--) {
      Rule rule = rules.get(i);
      if (rule.matches(entry, below, folder)) {
        return rule.keep() ? Say.KEEP : Say.IGNORE;
      }
    }
    return Say.NOTHING;
  }
}
