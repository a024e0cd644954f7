package dev.muster.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {

  @TempDir Path folder;

  private Path program(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\necho planted\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void searchesAbsoluteFoldersInOrder() throws IOException {
    Path planted = program("ls");
    assertThat(Programs.find("ls", folder + ":/usr/bin:/bin")).contains(planted);
    assertThat(Programs.find("ls", "/usr/bin:/bin:" + folder).orElseThrow())
        .isNotEqualTo(planted)
        .isAbsolute();
    assertThat(Programs.find("no-such-program", folder + ":/usr/bin")).isEmpty();
  }

  @Test
  void passesOverRelativeAndEmptyEntries() throws IOException {
    program("planted");
    Path here = Path.of("").toAbsolutePath();
    String relative = here.relativize(folder.toRealPath()).toString();
    assertThat(Programs.find("planted", folder.toString())).isPresent();
    assertThat(Programs.find("planted", relative)).isEmpty();
    assertThat(Programs.find("pom.xml", ":.::")).isEmpty();
    assertThat(Programs.find("./planted", folder.toString())).isEmpty();
    assertThat(Programs.find(relative + "/planted", folder.toString())).isEmpty();
    assertThat(Programs.absoluteOnly(":.:/usr/bin::bin:/bin:")).isEqualTo("/usr/bin:/bin");
    assertThat(Programs.absoluteOnly(".:")).isEqualTo(Programs.DEFAULT_PATH);
  }

  @Test
  void takesOnlyExecutableFiles() throws IOException {
    Files.writeString(folder.resolve("data"), "x");
    Files.createDirectory(folder.resolve("sub"));
    assertThat(Programs.find("data", folder.toString())).isEmpty();
    assertThat(Programs.find("sub", folder.toString())).isEmpty();
    assertThat(Programs.find("", folder.toString())).isEmpty();
    assertThat(Programs.find("a\0b", folder.toString())).isEmpty();
    assertThatThrownBy(() -> Programs.require("nix", "/nowhere"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nix");
  }

  @Test
  void findsBashWithoutAPath() {
    assertThat(Programs.bash("/nowhere")).isPresent();
  }
}
