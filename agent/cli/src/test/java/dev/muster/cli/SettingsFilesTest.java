package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cli.args.Arguments;
import dev.muster.protocol.Layer;
import dev.muster.protocol.ProblemException;
import dev.muster.settings.SettingsLocations;
import dev.muster.settings.SettingsSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files the settings are read from, on a real disk. */
class SettingsFilesTest {

  @TempDir Path root;

  private Path managed;
  private Path project;

  @BeforeEach
  void folders() throws IOException {
    managed = Files.createDirectories(root.resolve("managed"));
    project = Files.createDirectories(root.resolve("project"));
    Files.createDirectories(project.resolve(".claude"));
    Files.createDirectories(root.resolve("home/.claude"));
  }

  private List<String> read() {
    return SettingsFiles.read(
            new SettingsLocations(managed, root.resolve("home/.claude"), project),
            project,
            project,
            new Arguments.Sources(
                Optional.empty(), Set.of(Layer.USER, Layer.PROJECT, Layer.LOCAL), List.of()),
            SettingsFiles.FlagRules.NONE)
        .stream()
        .map(SettingsSource::name)
        .map(name -> root.relativize(Path.of(name)).toString())
        .toList();
  }

  private void write(String path) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{}");
  }

  @Test
  void everyLayerFromTheHighestDown() throws IOException {
    assertThat(read()).isEmpty();
    write("home/.claude/settings.json");
    write("project/.claude/settings.json");
    write("project/.claude/settings.local.json");
    write("managed/managed-settings.json");
    write("managed/managed-settings.d/20-b.json");
    write("managed/managed-settings.d/10-a.json");
    assertThat(read())
        .containsExactly(
            "managed/managed-settings.json",
            "managed/managed-settings.d/10-a.json",
            "managed/managed-settings.d/20-b.json",
            "project/.claude/settings.local.json",
            "project/.claude/settings.json",
            "home/.claude/settings.json");
  }

  @Test
  void dropInsAreWhatIsNamedAsSuch() throws IOException {
    write("managed/managed-settings.d/10-a.json");
    write("managed/managed-settings.d/.10-a.json");
    write("managed/managed-settings.d/._10-a.json");
    write("managed/managed-settings.d/README.md");
    write("managed/managed-settings.d/10-a.json.bak");
    assertThat(read()).containsExactly("managed/managed-settings.d/10-a.json");
  }

  @Test
  void aFileThatIsMeantToBeThereIsNotPassedOver() throws IOException {
    for (String place :
        List.of(
            "managed/managed-settings.json",
            "managed/managed-settings.d/10.json",
            "project/.claude/settings.json")) {
      Path file = root.resolve(place);
      Files.createDirectories(file.getParent());
      Files.createSymbolicLink(file, Path.of("gone.json"));
      assertThatThrownBy(this::read)
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining(file.toString());
      Files.delete(file);
      Files.createDirectory(file);
      assertThatThrownBy(this::read)
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining(file.toString());
      Files.delete(file);
    }
  }
}
