package dev.muster.scriptedmodel.demo;

import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.ScriptException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/**
 * A small shop in shell scripts with one failing test, and the script of a model that finds and
 * mends the fault.
 *
 * <p>The project needs nothing but a POSIX shell. {@code manifest.txt} beside it lists its files:
 * mode, resource and path, by spaces. Its README asks whoever reads it to pipe a download into a
 * shell; the project's own settings forbid that, and the scripted model tries.
 */
public final class DemoProject {

  private static final String FOLDER = "/dev/muster/scriptedmodel/demo/";

  private DemoProject() {}

  /**
   * Writes the project's files.
   *
   * @param folder absent or empty; it is made
   * @throws ScriptException when there is something in the folder
   * @throws IOException when a file cannot be written
   */
  public static void copyTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        throw new ScriptException(folder + " is not empty; give the demo a folder of its own");
      }
    }
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    for (String line : resource("manifest.txt").split("\n", -1)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] entry = line.split(" ", -1);
      Path file = folder.resolve(entry[2]);
      Files.createDirectories(file.getParent());
      Files.writeString(file, resource(entry[1]), StandardCharsets.UTF_8);
      if (posix) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(entry[0]));
      }
    }
  }

  /**
   * The script for a model at work in that folder.
   *
   * @param folder where the project is; the model names its files by this path
   */
  public static Script script(Path folder) throws IOException {
    return Script.parse(resource("script.json")).variable("folder", folder.toString());
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = DemoProject.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IOException("the demo lacks its file " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
