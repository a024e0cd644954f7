package dev.muster.conversation;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file or folder that a prompt names as {@code @path}, {@code @"a path"} or {@code
 * @path#L10-20}.
 *
 * <p>It says only what was written: whether there is such a file, and whether it may be read, is
 * for the caller to find out, as with any other call of Read.
 *
 * @param path as written, without the {@code @}
 * @param fromLine the first line wanted, from 1; 0 for the whole file
 * @param toLine the last line wanted; 0 for the end
 */
public record Mention(String path, int fromLine, int toLine) {

  private static final int MOST = 50;

  /** The mentions in a prompt, in order, each once, at most 50; those inside code do not count. */
  public static List<Mention> in(String prompt) {
    Set<Mention> mentions = new LinkedHashSet<>();
    for (String reference : References.in(prompt)) {
      if (mentions.size() == MOST) {
        break;
      }
      mentions.add(of(reference));
    }
    return List.copyOf(mentions);
  }

  /** Where it leads: relative to the folder, {@code ~/} to the home; empty for no path at all. */
  public Optional<Path> resolve(Path folder, Path home) {
    return resolve(path, folder, home);
  }

  static Optional<Path> resolve(String path, Path folder, Path home) {
    try {
      if (path.startsWith("~/")) {
        return Optional.of(home.resolve(path.substring(2)).normalize());
      }
      return path.startsWith("~") || path.isEmpty()
          ? Optional.empty()
          : Optional.of(folder.resolve(path).normalize());
    } catch (InvalidPathException notAPath) {
      return Optional.empty();
    }
  }

  private static Mention of(String reference) {
    int hash = reference.lastIndexOf("#L");
    if (hash <= 0) {
      return new Mention(reference, 0, 0);
    }
    String lines = reference.substring(hash + 2);
    int dash = lines.indexOf('-');
    int from = number(dash < 0 ? lines : lines.substring(0, dash));
    String last = dash < 0 ? lines : lines.substring(dash + 1);
    int to = number(last.startsWith("L") ? last.substring(1) : last);
    return from < 1 || to < from
        ? new Mention(reference, 0, 0)
        : new Mention(reference.substring(0, hash), from, to);
  }

  private static int number(String digits) {
    if (digits.isEmpty() || digits.length() > 9) {
      return -1;
    }
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        return -1;
      }
    }
    return Integer.parseInt(digits);
  }
}
