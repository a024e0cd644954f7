package dev.muster.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.protocol.ProblemException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsLocationsTest {

  private static final Path HOME = Path.of("/home/other");
  private static final Path PROJECT = Path.of("/repo/p");

  @Test
  void linux() {
    SettingsLocations at =
        SettingsLocations.of(Platform.LINUX, Map.of("HOME", "/home/u"), HOME, PROJECT);
    assertThat(at.managedFile()).hasToString("/etc/claude-code/managed-settings.json");
    assertThat(at.managedDropIns()).hasToString("/etc/claude-code/managed-settings.d");
    assertThat(at.userFile()).hasToString("/home/u/.claude/settings.json");
    assertThat(at.projectFile()).hasToString("/repo/p/.claude/settings.json");
    assertThat(at.localFile()).hasToString("/repo/p/.claude/settings.local.json");
  }

  @Test
  void otherPlatforms() {
    assertThat(SettingsLocations.of(Platform.MAC, Map.of(), HOME, PROJECT).managedFolder())
        .hasToString("/Library/Application Support/ClaudeCode");
    assertThat(SettingsLocations.of(Platform.WINDOWS, Map.of(), HOME, PROJECT).managedFolder())
        .hasToString("C:\\Program Files\\ClaudeCode");
    assertThat(Platform.ofOsName("Mac OS X")).isEqualTo(Platform.MAC);
    assertThat(Platform.ofOsName("Windows 11")).isEqualTo(Platform.WINDOWS);
    assertThat(Platform.ofOsName("Linux")).isEqualTo(Platform.LINUX);
  }

  @Test
  void theConfigurationFolderIsNeverInsideARepositoryByAccident() {
    Map<String, String> absolute = Map.of("CLAUDE_CONFIG_DIR", "/cfg/./x");
    assertThat(SettingsLocations.of(Platform.LINUX, absolute, HOME, PROJECT).userFile())
        .hasToString("/cfg/x/settings.json");
    for (String relative : new String[] {".claude", "./x", "~/x"}) {
      assertThatThrownBy(() ->
              SettingsLocations.of(
                  Platform.LINUX, Map.of("CLAUDE_CONFIG_DIR", relative), HOME, PROJECT))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("not an absolute path");
    }
    assertThat(
            SettingsLocations.of(Platform.LINUX, Map.of("CLAUDE_CONFIG_DIR", ""), HOME, PROJECT)
                .configFolder())
        .isEqualTo(HOME.resolve(".claude"));
  }

  @Test
  void noVariableMovesTheManagedFolder() {
    Map<String, String> hostile =
        Map.of(
            "MUSTER_MANAGED_SETTINGS_DIR",
            "/tmp",
            "CLAUDE_CODE_MANAGED_SETTINGS_PATH",
            "/tmp",
            "HOME",
            "rel");
    SettingsLocations at = SettingsLocations.of(Platform.LINUX, hostile, HOME, PROJECT);
    assertThat(at.managedFolder()).hasToString("/etc/claude-code");
    assertThat(at.configFolder()).isEqualTo(HOME.resolve(".claude"));
  }
}
