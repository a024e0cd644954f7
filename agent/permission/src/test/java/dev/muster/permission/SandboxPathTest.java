package dev.muster.permission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.protocol.Layer;
import dev.muster.protocol.Origin;
import dev.muster.settings.SourcedPath;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxPathTest {

  private static final Path HOME = Path.of("/home/u");
  private static final Path BASE = Path.of("/w/p");

  private static SandboxPath read(String text) {
    return SandboxPath.read(
        new SourcedPath(text, new Origin(Layer.USER, "settings.json", 1), BASE), HOME);
  }

  @ParameterizedTest
  @CsvSource({
    "/a/b, /a/b",
    "//a/b, /a/b",
    "/a/b/, /a/b",
    "/a/b/**, /a/b",
    "/a/b/**/, /a/b",
    "/**, /",
    "/, /",
    "~, /home/u",
    "~/, /home/u",
    "~/x/y, /home/u/x/y",
    "~/../v, /home/v",
    "x, /w/p/x",
    "./x, /w/p/x",
    "../x, /w/x",
    "., /w/p",
    "~x, /w/p/~x",
    "a b, /w/p/a b",
  })
  void places(String text, Path expected) {
    assertThat(read(text)).isEqualTo(new SandboxPath.Place(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "~/*.pem, /home/u, /home/u/a.pem, true",
    "~/*.pem, /home/u, /home/u/d/a.pem, false",
    "~/**/*.pem, /home/u, /home/u/d/e/a.pem, true",
    "keys/?.key, /w/p/keys, /w/p/keys/a.key, true",
    "keys/?.key, /w/p/keys, /w/p/keys/ab.key, false",
    "/srv/[ab]/x, /srv, /srv/a/x, true",
    "/srv/[ab]/x, /srv, /srv/c/x, false",
    "~/*.pem, /home/u, /elsewhere/a.pem, false",
  })
  void patterns(String text, Path base, Path path, boolean matches) {
    assertThat(read(text))
        .isInstanceOfSatisfying(
            SandboxPath.Pattern.class,
            pattern -> {
              assertThat(pattern.base()).isEqualTo(base);
              assertThat(pattern.matches(path, false)).isEqualTo(matches);
            });
  }

  @Test
  void whatIsNoPathIsNone() {
    assertThat(read("a\0b")).isInstanceOf(SandboxPath.Unclear.class);
    assertThat(read(" ")).isInstanceOf(SandboxPath.Unclear.class);
    assertThat(read("a/[z")).isInstanceOf(SandboxPath.Unclear.class);
  }
}
