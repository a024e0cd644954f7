package dev.muster.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.json.Json;
import dev.muster.json.JsonReader;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustStoreTest {

  @TempDir Path temp;
  private Path home;
  private Path project;
  private Path file;
  private TrustStore store;

  @BeforeEach
  void folders() throws Exception {
    temp = temp.toRealPath();
    home = Files.createDirectory(temp.resolve("home"));
    project = Files.createDirectories(temp.resolve("work/project"));
    file = home.resolve(".claude.json");
    store = new TrustStore(file, home);
  }

  private boolean isTrusted(Path folder) {
    return store.standing(folder) instanceof Standing.Trusted;
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void nobodyIsTrustedUntilSomebodySaysSo() {
    assertThat(store.standing(project))
        .isEqualTo(new Standing.NotTrusted(project, "nobody has said that it is trusted"));
    assertThat(store.grant(project)).isEqualTo(project);
    assertThat(store.standing(project)).isEqualTo(new Standing.Trusted(project));
    assertThat(store.revoke(project)).isTrue();
    assertThat(isTrusted(project)).isFalse();
    assertThat(store.revoke(project)).isFalse();
    assertThat(store.grant(project)).isEqualTo(project);
    assertThat(isTrusted(project)).isTrue();
  }

  @Test
  void aNewFileIsPrivateAndInTheKnownFormat() throws Exception {
    store.grant(project);
    assertThat(mode(file)).isEqualTo("rw-------");
    Json.Obj entry =
        JsonReader.readObject(Files.readAllBytes(file))
            .object("projects")
            .orElseThrow()
            .object(project.toString())
            .orElseThrow();
    assertThat(entry.bool("hasTrustDialogAccepted")).contains(true);
  }

  @Test
  void everythingElseStaysToTheByte() throws Exception {
    String before =
        """
        {
          "numStartups": 1.50e3,
          "history": "cut \\ud83d, \\u00e9 é \\/",
          "projects": {
            "/other": {
              "allowedTools": [],
              "hasTrustDialogAccepted": true
            },
            "%s": {
              "z": 1,
              "hasTrustDialogAccepted" : false,
              "a": {"hasTrustDialogAccepted": false}
            }
          },
          "last": null
        }
        """
            .formatted(project);
    Files.writeString(file, before);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    store.grant(project);
    assertThat(Files.readString(file))
        .isEqualTo(before.replace("Accepted\" : false", "Accepted\" : true"));
    assertThat(mode(file)).isEqualTo("rw-r-----");
    store.revoke(project);
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  @Test
  void aProjectIsAddedInTheStyleOfTheFile() throws Exception {
    Files.writeString(file, "{\n  \"a\": 1,\n  \"projects\": {\n    \"/o\": {}\n  }\n}\n");
    store.grant(project);
    assertThat(Files.readString(file))
        .isEqualTo(
            "{\n  \"a\": 1,\n  \"projects\": {\n    \"/o\": {},\n    \""
                + project
                + "\": {\"hasTrustDialogAccepted\": true}\n  }\n}\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " { } ",
        "{\"a\":[1,{\"b\":\"}\"}]}",
        "{\"projects\":{}}",
        "\uFEFF{\"projects\":{ } }",
        "{\"projects\":{\"%s\":{}}}",
        "{\"projects\":{\"%s\":{\"x\":1}}}",
        "{\"projects\":{\"%s\":{\"hasTrustDialogAccepted\":\"true\"}}}",
        "{\"projects\":{\"%s\":{\"hasTrustDialogAccepted\":1}}}",
        "{\"pro\\u006aects\":{\"%s\":{\"hasTrustDialogAccepted\":false}}}",
      })
  void whateverTheFileHoldsTrustIsAddedAndTheRestKept(String json) throws Exception {
    Files.writeString(file, json.replace("%s", project.toString()));
    Json.Obj before = JsonReader.readObject(Files.readAllBytes(file));
    assertThat(isTrusted(project)).isFalse();
    store.grant(project);
    assertThat(isTrusted(project)).isTrue();
    Json.Obj after = JsonReader.readObject(Files.readAllBytes(file));
    before
        .members()
        .forEach((name, value) -> {
          if (!name.equals("projects")) {
            assertThat(after.get(name)).isEqualTo(value);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{",
        "{\"projects\":{}",
        "{\"projects\":{}}x",
        "{\"projects\":[]}",
        "{\"projects\":{\"%s\":true}}",
        "{\"projects\":{},\"projects\":{}}",
        "{\"projects\":{\"%s\":{\"hasTrustDialogAccepted\":false,\"hasTrustDialogAccepted\":true}}}",
        "{\"projects\":{\"%s\":{\"hasTrustDialogAccepted\":true}}",
        "{'projects':{}}",
        "{\"a\":tru}",
      })
  void aMalformedFileTrustsNobodyAndIsNeverOverwritten(String json) throws Exception {
    String text = json.replace("%s", project.toString());
    Files.writeString(file, text);
    assertThat(isTrusted(project)).isFalse();
    assertThatThrownBy(() -> store.grant(project))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.SETTINGS_INVALID))
        .hasMessageContaining(file.toString());
    assertThat(Files.readString(file)).isEqualTo(text);
    assertThat(home.toFile().list())
        .containsExactlyInAnyOrder(".claude.json", ".claude.json.muster-lock");
  }

  @Test
  void anEmptyProjectsListOfARealFileIsNotMistakenForNested() throws Exception {
    Files.writeString(
        file,
        "{\"x\":{\"projects\":{\"%s\":{\"hasTrustDialogAccepted\":true}}}}".formatted(project));
    assertThat(isTrusted(project)).isFalse();
  }

  @Test
  void aLinkStaysALinkAndItsTargetIsChanged() throws Exception {
    Path dotfiles = Files.createDirectory(temp.resolve("dotfiles"));
    Path real = Files.writeString(dotfiles.resolve("claude.json"), "{\"k\":1}");
    Files.createSymbolicLink(file, real);
    store.grant(project);
    assertThat(file).isSymbolicLink();
    assertThat(Files.readString(real)).contains("\"k\":1").contains(project.toString());
    assertThat(isTrusted(project)).isTrue();
  }

  @Test
  void aLinkToNothingAPipeAndAGiantAreRefused() throws Exception {
    Files.createSymbolicLink(file, temp.resolve("nothing"));
    assertThatThrownBy(() -> store.grant(project)).hasMessageContaining("symbolic link");
    assertThat(isTrusted(project)).isFalse();
    Files.delete(file);
    Files.createDirectory(file);
    assertThatThrownBy(() -> store.grant(project)).hasMessageContaining("not a file");
    assertThat(isTrusted(project)).isFalse();
    Files.delete(file);
    try (RandomAccessFile giant = new RandomAccessFile(file.toFile(), "rw")) {
      giant.setLength(GuardedFile.MAX_BYTES + 1);
    }
    assertThatThrownBy(() -> store.grant(project)).hasMessageContaining("64 MB");
    assertThat(isTrusted(project)).isFalse();
  }

  @Test
  void aPlantedLinkInPlaceOfTheLockOrTheNewFileIsNotFollowed() throws Exception {
    Path victim = Files.writeString(temp.resolve("victim"), "precious");
    Files.createSymbolicLink(home.resolve(".claude.json.muster-new"), victim);
    store.grant(project);
    assertThat(victim).hasContent("precious");
    store.revoke(project);
    Files.delete(home.resolve(".claude.json.muster-lock"));
    Files.createSymbolicLink(home.resolve(".claude.json.muster-lock"), victim);
    assertThatThrownBy(() -> store.grant(project)).isInstanceOf(ProblemException.class);
    assertThat(isTrusted(project)).isFalse();
  }

  @Test
  void theHomeFolderAndThoseAboveItAreNeverTrusted() throws Exception {
    for (Path folder : new Path[] {home, temp, Path.of("/")}) {
      assertThatThrownBy(() -> store.grant(folder)).hasMessageContaining("cannot be trusted");
      assertThat(file).doesNotExist();
      assertThat(isTrusted(folder)).isFalse();
    }
    Files.writeString(
        file, "{\"projects\":{\"%s\":{\"hasTrustDialogAccepted\":true}}}".formatted(home));
    assertThat(isTrusted(home)).isFalse();
    Path below = Files.createDirectory(home.resolve("p"));
    assertThat(isTrusted(below)).isFalse();
    store.grant(below);
    assertThat(isTrusted(below)).isTrue();
  }

  @Test
  void trustOfAFolderAboveIsNotEnough() throws Exception {
    store.grant(temp.resolve("work"));
    assertThat(isTrusted(temp.resolve("work"))).isTrue();
    assertThat(isTrusted(project)).isFalse();
  }

  @Test
  void aFolderIsKnownByItsRealLocation() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("link"), project);
    store.grant(link);
    assertThat(Files.readString(file)).contains(project.toString()).doesNotContain(link.toString());
    assertThat(isTrusted(link)).isTrue();
    Files.delete(link);
    Files.createSymbolicLink(link, temp.resolve("work"));
    assertThat(isTrusted(link)).isFalse();
    assertThat(isTrusted(temp.resolve("missing"))).isFalse();
    assertThatThrownBy(() -> store.grant(temp.resolve("missing")))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void namesThatNeedEscapingAreFound() throws Exception {
    for (String name :
        new String[] {"quo\"te", "back\\slash", "tab\tand\nline", "ünïcode 𝄞", "a.b"}) {
      Path odd = Files.createDirectory(temp.resolve("work").resolve(name));
      store.grant(odd);
      assertThat(isTrusted(odd)).as(name).isTrue();
    }
    assertThat(isTrusted(project)).isFalse();
  }

  @Test
  void theFileIsWhereTheVendorHasIt() {
    assertThat(TrustStore.location(Map.of(), home)).isEqualTo(home.resolve(".claude.json"));
    assertThat(TrustStore.location(Map.of("CLAUDE_CONFIG_DIR", "/c"), home))
        .hasToString("/c/.claude.json");
    assertThatThrownBy(() -> TrustStore.location(Map.of("CLAUDE_CONFIG_DIR", "./c"), home))
        .isInstanceOf(ProblemException.class);
  }

  /** The quick scan agrees with the strict reader on random documents and on their ruins. */
  @Test
  void theScanAgreesWithTheReader() throws Exception {
    Random random = new Random(7);
    int malformed = 0;
    for (int round = 0; round < 4000; round++) {
      byte[] json = dev.muster.json.JsonWriter.bytes(document(random, 0));
      if (random.nextBoolean() && json.length > 0) {
        json[random.nextInt(json.length)] = (byte) " {}[]\",:x1\\\n".charAt(random.nextInt(12));
      }
      Json.Obj read = null;
      try {
        read = JsonReader.readObject(json);
      } catch (dev.muster.json.JsonException e) {
        malformed++;
      }
      if (read == null) {
        continue; // The scan may be laxer; what it then finds is not relied on for changes.
      }
      MemberScan scan = new MemberScan(json);
      for (String name : new String[] {"a", "b", "é", "none"}) {
        MemberScan.Found found = scan.find(scan.root(), name);
        scan.end(found.close() + 1);
        assertThat(found.isAbsent()).isEqualTo(!read.has(name));
        byte[] changed = scan.with(found, name, "7");
        assertThat(JsonReader.readObject(changed)).isEqualTo(read.with(name, Json.of(7)));
      }
    }
    assertThat(malformed).isGreaterThan(500);
  }

  private static Json document(Random random, int depth) {
    Json.Obj object = Json.Obj.EMPTY;
    int size = random.nextInt(4);
    for (int i = 0; i < size; i++) {
      Json value =
          switch (random.nextInt(depth > 3 ? 4 : 6)) {
            case 0 -> Json.of(random.nextLong());
            case 1 -> Json.of("q\"{[\\,:]}é" + random.nextInt());
            case 2 -> Json.NULL;
            case 3 -> new Json.Bool(true);
            case 4 -> new Json.Arr(java.util.List.of(document(random, depth + 1), Json.of(1)));
            default -> document(random, depth + 1);
          };
      object = object.with(new String[] {"a", "b", "é", "c\"d", "\t"}[random.nextInt(5)], value);
    }
    return object;
  }
}
