package dev.muster.settings;

import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import java.nio.file.FileSystem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the settings of each layer are kept. Says only where; whether the files exist is not looked
 * at.
 *
 * <p>No variable of the environment moves the managed folder: whoever could set it could loosen the
 * policy. Tests pass a folder of their own to the constructor.
 *
 * @param managedFolder the administrator's folder: {@code managed-settings.json}, {@code
 *     managed-settings.d}, {@code managed-mcp.json} and {@code CLAUDE.md} are in it
 * @param configFolder the person's configuration folder
 * @param projectFolder the root of the project
 */
public record SettingsLocations(Path managedFolder, Path configFolder, Path projectFolder) {

  /**
   * The locations on a platform.
   *
   * @param environment read for {@code CLAUDE_CONFIG_DIR} and {@code HOME} ({@code USERPROFILE} on
   *     Windows)
   * @param userHome the person's home folder where the environment names none
   * @param projectFolder the root of the project, absolute
   * @throws ProblemException when {@code CLAUDE_CONFIG_DIR} is not an absolute path: a relative one
   *     would lie in whatever repository the session runs in
   */
  public static SettingsLocations of(
      Platform platform, Map<String, String> environment, Path userHome, Path projectFolder) {
    FileSystem files = projectFolder.getFileSystem();
    return new SettingsLocations(
        files.getPath(managed(platform)),
        configFolder(platform, environment, userHome),
        projectFolder);
  }

  /**
   * The person's configuration folder: {@code CLAUDE_CONFIG_DIR}, else {@code .claude} in the home
   * folder.
   *
   * @throws ProblemException as {@link #of} does
   */
  public static Path configFolder(
      Platform platform, Map<String, String> environment, Path userHome) {
    String configured = environment.get("CLAUDE_CONFIG_DIR");
    if (configured == null || configured.isEmpty()) {
      return home(platform, environment, userHome).resolve(".claude");
    }
    Path folder = absolute(userHome.getFileSystem(), configured);
    if (folder == null) {
      throw new ProblemException(
          new Problem(
              ProblemCode.SETTINGS_INVALID,
              "CLAUDE_CONFIG_DIR is \"" + configured + "\", which is not an absolute path",
              "set it to the full path of the folder, or unset it"));
    }
    return folder;
  }

  /** The person's home folder: as the environment names it, else {@code userHome}. */
  public static Path home(Platform platform, Map<String, String> environment, Path userHome) {
    String named = environment.get(platform == Platform.WINDOWS ? "USERPROFILE" : "HOME");
    Path home = named == null ? null : absolute(userHome.getFileSystem(), named);
    return home == null ? userHome : home;
  }

  private static @Nullable Path absolute(FileSystem files, String text) {
    try {
      Path path = files.getPath(text);
      return path.isAbsolute() ? path.normalize() : null;
    } catch (InvalidPathException notAPath) {
      return null;
    }
  }

  private static String managed(Platform platform) {
    return switch (platform) {
      case LINUX -> "/etc/claude-code";
      case MAC -> "/Library/Application Support/ClaudeCode";
      case WINDOWS -> "C:\\Program Files\\ClaudeCode";
    };
  }

  /** The administrator's base file. */
  public Path managedFile() {
    return managedFolder.resolve("managed-settings.json");
  }

  /** The folder of the administrator's drop-ins: its {@code *.json} count in order of name. */
  public Path managedDropIns() {
    return managedFolder.resolve("managed-settings.d");
  }

  /** The person's own file. */
  public Path userFile() {
    return configFolder.resolve("settings.json");
  }

  /** The file that is checked in with the project. */
  public Path projectFile() {
    return projectFolder.resolve(".claude").resolve("settings.json");
  }

  /** The developer's own file in the project. */
  public Path localFile() {
    return projectFolder.resolve(".claude").resolve("settings.local.json");
  }
}
