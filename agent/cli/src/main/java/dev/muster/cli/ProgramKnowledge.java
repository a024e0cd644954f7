package dev.muster.cli;

import dev.muster.permission.program.AddedProfiles;
import dev.muster.permission.program.FileText;
import dev.muster.permission.program.KnownPrograms;
import dev.muster.permission.program.RepositoryGitFacts;
import dev.muster.permission.program.SearchPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of programs on this machine: profiles, the search path, repositories on disk. */
final class ProgramKnowledge {

  private static final int MOST_BYTES = 16 << 20;

  private ProgramKnowledge() {}

  /**
   * The profiles for commands that are started with an environment.
   *
   * @param folders which the model may write to
   * @param added profiles besides those that are built in
   */
  static KnownPrograms of(
      Map<String, String> environment, List<Path> folders, List<AddedProfiles> added) {
    List<Path> writable = new ArrayList<>();
    for (Path folder : folders) {
      Path real = realFolder(folder);
      writable.add(real == null ? folder : real);
    }
    return new KnownPrograms(
        new RepositoryGitFacts(new Disk()),
        new SearchPath(
            environment.getOrDefault("PATH", ""), writable, ProgramKnowledge::realProgram),
        added);
  }

  private static @Nullable Path realProgram(Path path) {
    try {
      return Files.isRegularFile(path) ? path.toRealPath() : null;
    } catch (IOException unknown) {
      return null;
    }
  }

  private static @Nullable Path realFolder(Path folder) {
    try {
      return Files.isDirectory(folder) ? folder.toRealPath() : null;
    } catch (IOException unknown) {
      return null;
    }
  }

  /** The files of repositories. */
  private static final class Disk implements FileText {

    @Override
    public Content read(Path file) {
      try {
        // of all ways to look this is the one that throws nothing where there is nothing
        BasicFileAttributes found =
            file.getFileSystem().provider().readAttributesIfExists(file, BasicFileAttributes.class);
        if (found == null || found.isDirectory()) {
          return Content.MISSING;
        }
        return found.isRegularFile() ? text(file) : Content.UNREADABLE;
      } catch (IOException cannotTell) {
        return Content.UNREADABLE;
      }
    }

    private static Content text(Path file) {
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        return bytes.length > MOST_BYTES
            ? Content.UNREADABLE
            : Content.of(new String(bytes, StandardCharsets.ISO_8859_1));
      } catch (NoSuchFileException gone) {
        return Content.MISSING;
      } catch (IOException unreadable) {
        return Content.UNREADABLE;
      }
    }

    @Override
    public @Nullable Path realFolder(Path folder) {
      return ProgramKnowledge.realFolder(folder);
    }
  }
}
