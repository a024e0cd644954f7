package dev.muster.workspace.search;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The file types by name that ripgrep knows, from a resource that is read when one is asked for.
 */
final class FileTypes {

  private FileTypes() {}

  /** The globs of a type. */
  static GlobSet globs(String type) throws GlobSet.InvalidGlobException {
    for (String line : lines()) {
      int colon = line.indexOf(": ");
      if (colon > 0 && line.substring(0, colon).equals(type)) {
        return GlobSet.of(Arrays.asList(line.substring(colon + 2).split(", ")));
      }
    }
    throw new GlobSet.InvalidGlobException(type, "there is no file type of that name");
  }

  private static List<String> lines() {
    try (InputStream stream = FileTypes.class.getResourceAsStream("file-types.txt")) {
      if (stream == null) {
        throw new IllegalStateException("file-types.txt is missing beside its class");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
