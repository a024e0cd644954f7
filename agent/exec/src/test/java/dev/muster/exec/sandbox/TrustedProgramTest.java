package dev.muster.exec.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class TrustedProgramTest {

  @TempDir Path folder;

  private Path program(String mode) throws IOException {
    Path program = Files.writeString(folder.resolve("bwrap"), "#!/bin/sh\n");
    return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString(mode));
  }

  @Test
  void whatOnlyTheAdministratorCanChangeIsTrusted() {
    assertThat(TrustedProgram.trusted(Path.of("/bin/sh"))).isPresent();
    assertThat(TrustedProgram.find("sh")).isPresent().get().satisfies(Path::isAbsolute);
  }

  @Test
  void whatOthersCanChangeIsNot() throws IOException {
    assertThat(TrustedProgram.trusted(program("rwxrwxrwx"))).isEmpty();
    Path program = program("rwxr-xr-x");
    if (Integer.valueOf(0).equals(Files.getAttribute(folder, "unix:uid"))) {
      Files.setAttribute(program, "unix:uid", 65534);
    }
    assertThat(TrustedProgram.trusted(program)).isEmpty();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(TrustedProgram.trusted(program)).isEmpty();
    assertThat(TrustedProgram.trusted(folder.resolve("missing"))).isEmpty();
    assertThat(TrustedProgram.trusted(folder)).isEmpty();
    assertThat(TrustedProgram.find("no-such-program-anywhere")).isEmpty();
  }

  @Test
  void anAdministratorNamesAWholePath() throws IOException {
    Path program = program("rwxr-xr-x");
    assertThat(TrustedProgram.named(program.toString())).contains(program);
    assertThat(TrustedProgram.named("bwrap")).isEmpty();
    assertThat(TrustedProgram.named(folder.toString())).isEmpty();
    assertThat(TrustedProgram.named(program("rw-------").toString())).isEmpty();
  }
}
