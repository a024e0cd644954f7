package dev.muster.cli;

import dev.muster.permission.program.AddedProfiles;
import dev.muster.permission.shell.BashAnalysis;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import dev.muster.settings.SettingsLocations;
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
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The files of program profiles that were added: those that end in {@code .profile} in the folder
 * {@code profiles} beside the administrator's settings and beside the person's own. A repository
 * has none. Read when they are first asked for; for use by one thread.
 */
final class ProfileFiles implements Supplier<List<AddedProfiles>> {

  static final String ENDING = ".profile";

  private static final int MOST_BYTES = (1 << 20) + 1;

  private final SettingsLocations locations;
  private @Nullable List<AddedProfiles> read;

  ProfileFiles(SettingsLocations locations) {
    this.locations = locations;
  }

  /**
   * The profiles of all files.
   *
   * @throws ProblemException where a file is not understood: a session without it might take for
   *     harmless what the file says is not
   */
  @Override
  public List<AddedProfiles> get() {
    List<AddedProfiles> all = read;
    if (all == null) {
      all = new ArrayList<>();
      for (Path file : files()) {
        switch (read(file)) {
          case AddedProfiles.Reading.Usable(AddedProfiles profiles) -> all.add(profiles);
          case AddedProfiles.Reading.Refused refused -> throw problem(file, refused);
        }
      }
      read = all;
    }
    return all;
  }

  /** The files, the administrator's first. */
  List<Path> files() {
    List<Path> files = new ArrayList<>(files(locations.managedFolder()));
    files.addAll(files(locations.configFolder()));
    return files;
  }

  private List<Path> files(Path beside) {
    Path folder = beside.resolve("profiles");
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*" + ENDING)) {
      found.forEach(files::add);
    } catch (NoSuchFileException | NotDirectoryException none) {
      return List.of();
    } catch (IOException cannotLook) {
      throw new ProblemException(
          new Problem(
              code(folder),
              "the profiles in " + folder + " cannot be read: " + cannotLook,
              "Make the folder readable, or remove it"),
          cannotLook);
    }
    files.sort(null);
    return files;
  }

  /** What came of reading one file. */
  AddedProfiles.Reading read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return AddedProfiles.read(
          new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8),
          isManaged(file),
          new BashAnalysis(Map.of()));
    } catch (IOException unreadable) {
      return new AddedProfiles.Reading.Refused(0, "it cannot be read: " + unreadable);
    }
  }

  private ProblemException problem(Path file, AddedProfiles.Reading.Refused refused) {
    String line = refused.line() > 0 ? ":" + refused.line() : "";
    return new ProblemException(
        new Problem(
            code(file),
            file + line + ": " + refused.reason(),
            "Mend the profile (muster policy check tells all that is wrong), or move it away"));
  }

  private ProblemCode code(Path file) {
    return isManaged(file) ? ProblemCode.MANAGED_SETTINGS_INVALID : ProblemCode.SETTINGS_INVALID;
  }

  private boolean isManaged(Path file) {
    return file.startsWith(locations.managedFolder());
  }
}
