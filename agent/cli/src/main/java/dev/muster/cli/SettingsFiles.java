package dev.muster.cli;

import dev.muster.cli.args.Arguments;
import dev.muster.json.Json;
import dev.muster.protocol.Layer;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import dev.muster.settings.SettingsLocations;
import dev.muster.settings.SettingsSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the settings files of all layers, and makes sources of the flags that are settings. */
final class SettingsFiles {

  /** Files are read one byte further than the composition accepts, which then says so. */
  private static final int MOST_BYTES = (1 << 20) + 1;

  private static final String LOCAL = "settings.local.json";

  private final SettingsLocations locations;
  private final Path sessionFolder;
  private final List<SettingsSource> sources = new ArrayList<>();

  private SettingsFiles(SettingsLocations locations, Path sessionFolder) {
    this.locations = locations;
    this.sessionFolder = sessionFolder;
  }

  /** Rules of the command line, as written. */
  record FlagRules(List<String> allow, List<String> deny) {

    static final FlagRules NONE = new FlagRules(List.of(), List.of());

    FlagRules {
      allow = List.copyOf(allow);
      deny = List.copyOf(deny);
    }
  }

  /**
   * All sources, the highest layer first. Drop-ins whose names begin with a dot do not count, as in
   * Claude Code's documentation.
   *
   * @param mainFolder the root of the main repository of a linked worktree, whose grants count too
   * @throws ProblemException when a file is there and cannot be read: going on without it could
   *     drop a deny
   */
  static List<SettingsSource> read(
      SettingsLocations locations,
      Path sessionFolder,
      Path mainFolder,
      Arguments.Sources sources,
      FlagRules rules) {
    SettingsFiles files = new SettingsFiles(locations, sessionFolder);
    files.managed();
    files.flags(sources, rules);
    if (sources.layers().contains(Layer.LOCAL)) {
      files.project(Layer.LOCAL, LOCAL);
      if (!mainFolder.equals(locations.projectFolder()) && !mainFolder.equals(sessionFolder)) {
        files.add(Layer.LOCAL, mainFolder.resolve(".claude").resolve(LOCAL), sessionFolder);
      }
    }
    if (sources.layers().contains(Layer.PROJECT)) {
      files.project(Layer.PROJECT, "settings.json");
    }
    if (sources.layers().contains(Layer.USER)) {
      files.add(Layer.USER, locations.userFile(), locations.configFolder());
    }
    return List.copyOf(files.sources);
  }

  private void managed() {
    add(Layer.MANAGED, locations.managedFile(), locations.managedFolder());
    List<Path> dropIns = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(locations.managedDropIns(), "*.json")) {
      for (Path file : found) {
        // what an editor, a copy from a Mac or a half-done deployment leaves is no part of the
        // policy
        if (!String.valueOf(file.getFileName()).startsWith(".")) {
          dropIns.add(file);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException none) {
      return;
    } catch (IOException e) {
      throw unreadable(Layer.MANAGED, locations.managedDropIns(), e);
    }
    dropIns.sort(null);
    for (Path dropIn : dropIns) {
      add(Layer.MANAGED, dropIn, locations.managedFolder());
    }
  }

  /** The project's root, and the folder of the session where that is another one. */
  private void project(Layer layer, String name) {
    Path root = locations.projectFolder();
    if (!sessionFolder.equals(root)) {
      add(layer, sessionFolder.resolve(".claude").resolve(name), sessionFolder);
    }
    add(layer, root.resolve(".claude").resolve(name), root);
  }

  private void flags(Arguments.Sources from, FlagRules rules) {
    list("--disallowedTools", "deny", rules.deny());
    list("--allowedTools", "allow", rules.allow());
    String settings = from.settings().orElse(null);
    if (settings == null) {
      return;
    }
    if (from.inline()) {
      sources.add(
          SettingsSource.text(
              Layer.FLAGS, "--settings", sessionFolder, settings.getBytes(StandardCharsets.UTF_8)));
      return;
    }
    Path file = sessionFolder.resolve(settings).normalize();
    if (!Files.isRegularFile(file)) {
      throw new ProblemException(
          new Problem(
              ProblemCode.BAD_ARGUMENTS,
              "--settings names " + file + ", which is no file",
              "Give a file's path, or JSON text that begins with a brace"));
    }
    Path base = file.getParent();
    add(Layer.FLAGS, file, base == null ? sessionFolder : base);
  }

  private void list(String flag, String name, List<String> rules) {
    if (!rules.isEmpty()) {
      Json.Obj block = Json.Obj.builder().put(name, Json.strings(rules)).build();
      sources.add(
          SettingsSource.flag(
              flag, sessionFolder, Json.Obj.builder().put("permissions", block).build()));
    }
  }

  private void add(Layer layer, Path file, Path base) {
    try (InputStream in = Files.newInputStream(file)) {
      sources.add(SettingsSource.text(layer, file.toString(), base, in.readNBytes(MOST_BYTES)));
    } catch (NoSuchFileException | NotDirectoryException none) {
      if (Files.isSymbolicLink(file)) {
        throw unreadable(layer, file, new IOException("it is a link to a file that is not there"));
      }
    } catch (IOException e) {
      throw unreadable(layer, file, e);
    }
  }

  private static ProblemException unreadable(Layer layer, Path file, IOException e) {
    ProblemCode code =
        layer == Layer.MANAGED
            ? ProblemCode.MANAGED_SETTINGS_INVALID
            : ProblemCode.SETTINGS_INVALID;
    return new ProblemException(
        new Problem(
            code,
            "the settings in " + file + " cannot be read: " + e.getMessage(),
            "Make the file readable, or remove it"),
        e);
  }
}
