package dev.muster.workspace.search;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The user's own ignore file for all repositories: git's {@code core.excludesFile}, else {@code
 * git/ignore} in the user's configuration folder.
 */
final class GlobalExcludes {

  private static final int MAX_BYTES = 1 << 20;

  private GlobalExcludes() {}

  static @Nullable IgnoreFile of(Map<String, String> environment) {
    String home = environment.get("HOME");
    String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
    if (home == null || home.isEmpty()) {
      return null;
    }
    try {
      Path user = Path.of(home);
      Path folder = (config.isEmpty() ? user.resolve(".config") : Path.of(config)).resolve("git");
      String named = excludesFile(user.resolve(".gitconfig"));
      if (named == null) {
        named = excludesFile(folder.resolve("config"));
      }
      if (named == null) {
        return IgnoreFile.read(folder.resolve("ignore"));
      }
      return IgnoreFile.read(
          named.startsWith("~/") ? user.resolve(named.substring(2)) : user.resolve(named));
    } catch (InvalidPathException notAPath) {
      return null;
    }
  }

  /** The value of {@code excludesFile} in git's configuration; {@code null} when it has none. */
  private static @Nullable String excludesFile(Path configuration) {
    try {
      if (!Files.isRegularFile(configuration) || Files.size(configuration) > MAX_BYTES) {
        return null;
      }
      String text = new String(Files.readAllBytes(configuration), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        int equals = line.indexOf('=');
        if (equals > 0
            && line.substring(0, equals).strip().toLowerCase(Locale.ROOT).equals("excludesfile")) {
          String value = line.substring(equals + 1).strip();
          boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
          return quoted ? value.substring(1, value.length() - 1) : value;
        }
      }
      return null;
    } catch (IOException unreadable) {
      return null;
    }
  }
}
