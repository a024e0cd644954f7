package dev.muster.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.PermissionUpdate;
import dev.muster.protocol.PermissionUpdate.AddDirectories;
import dev.muster.protocol.PermissionUpdate.AddRules;
import dev.muster.protocol.PermissionUpdate.Behavior;
import dev.muster.protocol.PermissionUpdate.Destination;
import dev.muster.protocol.PermissionUpdate.RemoveDirectories;
import dev.muster.protocol.PermissionUpdate.RemoveRules;
import dev.muster.protocol.PermissionUpdate.ReplaceRules;
import dev.muster.protocol.PermissionUpdate.SetMode;
import dev.muster.protocol.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrantFileTest {

  private static final Destination LOCAL = Destination.LOCAL_SETTINGS;

  private Path file;
  private GrantFile grants;

  @BeforeEach
  void begin(@TempDir Path temporary) {
    file = temporary.resolve("project/.claude/settings.local.json");
    grants = GrantFile.ofRepository(file, temporary.resolve("home/.claude/grants.lock"));
  }

  private static AddRules allow(String... rules) {
    return new AddRules(Behavior.ALLOW, List.of(rules), LOCAL);
  }

  private void given(String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  @Test
  void aNewFileIsThePersonsAlone() throws IOException {
    Files.createDirectories(file.getParent().getParent());
    grants.write(allow("Bash(make)"));
    assertThat(file)
        .hasContent(
            """
            {
              "permissions": {
                "allow": [
                  "Bash(make)"
                ]
              }
            }
            """);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.list(file.getParent())).containsExactly(file);
  }

  @Test
  void everythingElseStaysAsItWas() throws IOException {
    given(
        """
        {
            "$schema": "x", "odd" : 1.50,
            "permissions": {
                "deny": ["Read(.env)"],
                "allow": [
                    "Bash(ls)"
                ], "defaultMode":"plan"
            },
            "unknown": {"a": [1,2]}
        }
        """);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    grants.write(allow("Bash(make)", "Bash(ls)", "Bash(make)"));
    assertThat(file)
        .hasContent(
            """
            {
                "$schema": "x", "odd" : 1.50,
                "permissions": {
                    "deny": ["Read(.env)"],
                    "allow": [
                        "Bash(ls)",
                        "Bash(make)"
                    ], "defaultMode":"plan"
                },
                "unknown": {"a": [1,2]}
            }
            """);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void everyChangeHasItsPlace() throws IOException {
    given("{\"permissions\":{\"allow\":[\"A\",\"B\"],\"additionalDirectories\":[\"/a\"]}}");
    for (PermissionUpdate update :
        List.of(
            new RemoveRules(Behavior.ALLOW, List.of("A", "X"), LOCAL),
            new ReplaceRules(Behavior.ASK, List.of("C"), LOCAL),
            new AddRules(Behavior.DENY, List.of("D \"q\""), LOCAL),
            new AddDirectories(List.of("/b"), LOCAL),
            new RemoveDirectories(List.of("/a"), LOCAL),
            new SetMode(PermissionMode.ACCEPT_EDITS, LOCAL))) {
      grants.write(update);
    }
    assertThat(file)
        .hasContent(
            "{\"permissions\":{\"allow\":[\"B\"],\"additionalDirectories\":[\"/b\"],"
                + "\"ask\": [\"C\"],\"deny\": [\"D \\\"q\\\"\"],"
                + "\"defaultMode\": \"acceptEdits\"}}");
  }

  @Test
  void whatIsThereAlreadyChangesNothing() throws IOException {
    given("{\"permissions\": {\"allow\": [\"A\"]}}");
    Object before = Files.getAttribute(file, "unix:ino");
    grants.write(allow("A"));
    grants.write(new RemoveRules(Behavior.DENY, List.of("A"), LOCAL));
    assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "{\"permissions\": []}",
        "{\"permissions\": {\"allow\": \"A\"}}",
        "{} {}",
      })
  void aFileThatIsNoSettingsFileStaysAsItIs(String content) throws IOException {
    given(content);
    assertThatThrownBy(() -> grants.write(allow("B")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(file.toString());
    assertThat(file).hasContent(content);
  }

  @Test
  void nothingIsWrittenThroughARepositorysLinks(@TempDir Path elsewhere) throws IOException {
    Path target = Files.writeString(elsewhere.resolve("target.json"), "{}");
    Files.createDirectories(file.getParent());
    Files.createSymbolicLink(file, target);
    assertThatThrownBy(() -> grants.write(allow("A")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("symbolic link");
    Files.delete(file);
    Files.delete(file.getParent());
    Files.createSymbolicLink(file.getParent(), elsewhere);
    assertThatThrownBy(() -> grants.write(allow("A")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("symbolic link");
    assertThat(target).hasContent("{}");
    assertThat(Files.list(elsewhere)).containsExactly(target);
    // but the person's own file may be kept elsewhere
    Path own = Files.createSymbolicLink(elsewhere.resolve("settings.json"), target);
    GrantFile.ofPerson(own).write(allow("A"));
    assertThat(target).content().contains("\"A\"");
  }

  @Test
  void manyMayWriteAtOnce() throws Exception {
    Files.createDirectories(file.getParent());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        String rule = "Bash(r" + i + ")";
        done.add(
            threads.submit(() -> {
              grants.write(allow(rule));
              return null;
            }));
      }
      for (Future<?> one : done) {
        one.get();
      }
    }
    for (int i = 0; i < 50; i++) {
      assertThat(file).content().contains("\"Bash(r" + i + ")\"");
    }
  }
}
