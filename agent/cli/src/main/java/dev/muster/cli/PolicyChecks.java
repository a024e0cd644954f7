package dev.muster.cli;

import dev.muster.cli.args.PolicyRequest;
import dev.muster.permission.program.AddedProfiles;
import dev.muster.policy.Place;
import dev.muster.policy.check.CheckReport;
import dev.muster.policy.check.Mistake;
import dev.muster.policy.check.PolicyCheck;
import dev.muster.policy.view.Sentences;
import dev.muster.protocol.Layer;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import dev.muster.settings.SettingsSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks the settings in force, or files of settings. */
final class PolicyChecks {

  private static final int MOST_BYTES = (1 << 20) + 1;

  private final PolicyRequest.Check check;
  private final Surroundings around;
  private final PolicyHere here;
  private final ProfileFiles profiles;

  PolicyChecks(PolicyRequest.Check check, Surroundings around, PolicyHere here) {
    this.check = check;
    this.around = around;
    this.here = here;
    this.profiles = new ProfileFiles(here.layers().locations());
  }

  CheckReport report() {
    if (check.files().isEmpty()) {
      List<SettingsSource> sources = here.layers().sources();
      List<String> names = new ArrayList<>(sources.stream().map(SettingsSource::name).toList());
      List<Mistake> mistakes = new ArrayList<>(PolicyCheck.of(sources, here.place(), here.parts()));
      for (Path file : profiles.files()) {
        names.add(file.toString());
        checkProfiles(file.toString(), file, mistakes);
      }
      return new CheckReport(names, mistakes);
    }
    List<Mistake> mistakes = new ArrayList<>();
    for (String file : check.files()) {
      if (file.endsWith(ProfileFiles.ENDING)) {
        checkProfiles(file, around.folder().resolve(file).normalize(), mistakes);
      } else {
        mistakes.addAll(PolicyCheck.of(List.of(source(file)), here.place(), here.parts()));
      }
    }
    return new CheckReport(check.files(), mistakes);
  }

  private void checkProfiles(String name, Path file, List<Mistake> mistakes) {
    if (profiles.read(file) instanceof AddedProfiles.Reading.Refused(int line, String reason)) {
      mistakes.add(
          new Mistake(
              Mistake.Severity.FAULT,
              Mistake.Kind.FAULT,
              "",
              null,
              name,
              line,
              0,
              Sentences.of(reason),
              "",
              ""));
    }
  }

  /** A file as the layer that its place makes it, else as the project's. */
  private SettingsSource source(String name) {
    try {
      Path file = around.folder().resolve(name).normalize();
      Path folder = file.getParent() == null ? around.folder() : file.getParent();
      Layer layer = check.as().orElseGet(() -> layer(file, folder));
      try (InputStream in = Files.newInputStream(file)) {
        return SettingsSource.text(layer, name, base(layer, folder), in.readNBytes(MOST_BYTES));
      }
    } catch (IOException | InvalidPathException e) {
      throw new ProblemException(
          new Problem(
              ProblemCode.BAD_ARGUMENTS,
              "the settings in " + name + " cannot be read: " + e,
              "Name a file that can be read"));
    }
  }

  private Layer layer(Path file, Path folder) {
    Place place = here.place();
    if (folder.startsWith(here.layers().locations().managedFolder())) {
      return Layer.MANAGED;
    }
    if (folder.equals(place.configFolder())) {
      return Layer.USER;
    }
    return file.endsWith("settings.local.json") ? Layer.LOCAL : Layer.PROJECT;
  }

  private Path base(Layer layer, Path folder) {
    return switch (layer) {
      case MANAGED -> here.layers().locations().managedFolder();
      case USER -> here.place().configFolder();
      case LOCAL, PROJECT -> project(folder);
      case FLAGS, SESSION, BUILT_IN -> folder;
    };
  }

  /** The root of the project that a folder of settings belongs to. */
  private static Path project(Path folder) {
    Path above = folder.getParent();
    return folder.endsWith(".claude") && above != null ? above : folder;
  }
}
