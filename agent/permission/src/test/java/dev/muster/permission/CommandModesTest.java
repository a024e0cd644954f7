package dev.muster.permission;

import static dev.muster.protocol.Verdict.ALLOW;
import static dev.muster.protocol.Verdict.ASK;
import static dev.muster.protocol.Verdict.DENY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.protocol.PermissionMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the modes make of commands. */
class CommandModesTest {

  private Session session;

  @BeforeEach
  void begin(@TempDir Path temporary) {
    session = new Session(temporary);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mkdir new",
        "mkdir -p new/deep -v",
        "touch a b",
        "cp a.txt b.txt",
        "cp -p a.txt sub",
        "cp -t sub a.txt b.txt",
        "cp a.txt -- sub",
        "cp -r sub copy",
        "mv a.txt b.txt",
        "mv sub moved",
        "mkdir x && touch x/y",
        "echo x > a.txt",
        "cd sub && touch y",
        "nice touch a"
      })
  void acceptedEditsIncludeSimpleFileCommands(String text) {
    session.file("a.txt");
    session.file("sub/b.txt");
    session.mode(PermissionMode.ACCEPT_EDITS);
    assertThat(session.bash(text)).isEqualTo(ALLOW);
    assertThat(session.mode(PermissionMode.DEFAULT).bash(text)).isEqualTo(ASK);
    assertThat(session.mode(PermissionMode.PLAN).bash(text)).isEqualTo(DENY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mkdir /tmp/new",
        "touch ../x",
        "cp a.txt /tmp",
        "cp -t /tmp a.txt",
        "cp /etc/passwd .",
        "cp a.txt b.txt ../x",
        "cp a.txt trap",
        "cp b.txt link",
        "cp -r sub .git",
        "cp -r other/.git .",
        "cp -r sub/. .",
        "cp -r sub other",
        "cp a.txt",
        "mv a.txt out",
        "mv .git x",
        "mv other/.claude .",
        "mv a.txt .bashrc",
        "rm a.txt",
        "sed -i s/a/b/ a.txt",
        "PATH=x touch a",
        "touch a > /tmp/x",
        "cd $X || cd b; touch x"
      })
  void andNothingElse(String text) throws IOException {
    session.file("a.txt");
    session.file("b.txt");
    session.file("sub/b.txt");
    session.file("other/.git/config");
    session.file("other/.claude/settings.json");
    session.file("other/sub/there");
    session.link("out", session.outside);
    session.link("link", session.outside.resolve("target"));
    // copying a.txt into this folder would write through the link in it
    Files.createDirectories(session.work.resolve("trap"));
    session.link("trap/a.txt", session.outside.resolve("target"));
    session.mode(PermissionMode.ACCEPT_EDITS);
    assertThat(session.bash(text)).isEqualTo(ASK);
  }

  @Test
  void theSystemGoesUpFromWhereALinkLeads() throws IOException {
    Files.createDirectories(session.outside.resolve("deep"));
    session.link("link", session.outside.resolve("deep"));
    session.file("x");
    // not work/x, but outside/x
    assertThat(session.bash("cat link/../x")).isEqualTo(ASK);
    assertThat(session.bash("cd link && cat ../x")).isEqualTo(ASK);
    session.mode(PermissionMode.ACCEPT_EDITS);
    assertThat(session.bash("echo y > link/../x")).isEqualTo(ASK);
    // but the shell itself goes up by the names
    assertThat(session.bash("cd link/..")).isEqualTo(ALLOW);
  }

  @Test
  void gitInTheSameFolderUnderItsFullNameIsTheSame() {
    assertThat(session.bash("cd " + session.work + " && git status")).isEqualTo(ALLOW);
    assertThat(session.allow("Bash(git commit:*)").bash("cd . && git commit -m x"))
        .isEqualTo(ALLOW);
  }

  @Test
  void whatDecidesForTheAgentIsAskedAboutWhereverAPathBegins() {
    session.mode(PermissionMode.BYPASS_PERMISSIONS);
    for (String text :
        new String[] {
          "cd $X; echo x > .claude/settings.json",
          "echo x > \"$X\"/.claude/settings.json",
          "rm \"$X\"/.git/config",
          "source x; echo x >> .git/config"
        }) {
      assertThat(session.bash(text)).as(text).isEqualTo(ASK);
    }
  }

  /** The shell itself runs what stands in the file, so that no rule about commands is excluded. */
  @Test
  void aFileThatTheShellRunsMayHoldWhatARuleForbids() {
    session.file("x");
    assertThat(session.bash(". ./x")).isEqualTo(ASK);
    session.mode(PermissionMode.BYPASS_PERMISSIONS);
    assertThat(session.bash(". ./x")).isEqualTo(ALLOW);
    session.deny("Bash(rm:*)");
    assertThat(session.bash(". ./x")).isEqualTo(ASK);
    assertThat(session.bashDecision("source x; ls").decided().reason()).contains("Bash(rm:*)");
    session.denyManaged("Bash(curl:*)");
    assertThat(session.bash(". ./x")).isEqualTo(DENY);
    for (PermissionMode mode : PermissionMode.values()) {
      assertThat(session.mode(mode).bash("ls && . ./x || echo y")).isEqualTo(DENY);
    }
  }

  @Test
  void inPlanModeNothingIsChangedWhoeverApproves() {
    session.allow("Bash", "Bash(make:*)", "Bash(touch:*)").mode(PermissionMode.PLAN);
    for (String text :
        new String[] {
          "make", "touch x", "echo x > y", "eval $X", "LD_PRELOAD=x ls", "cd sub && git commit"
        }) {
      Decision decision =
          session.decide(
              "Bash", new dev.muster.protocol.Effect.RunShell(text, session.work), Session.YES);
      assertThat(Session.verdict(decision)).as(text).isEqualTo(DENY);
      assertThat(session.bash(text)).as(text).isEqualTo(DENY);
    }
    assertThat(session.bash("ls")).isEqualTo(ALLOW);
    assertThat(session.bash("ls > /dev/null")).isEqualTo(ALLOW);
    Session bare = session;
    assertThat(bare.bash("cat /etc/hostname")).isEqualTo(ALLOW);
  }

  @Test
  void inPlanModeReadingElsewhereAsks() {
    assertThat(session.mode(PermissionMode.PLAN).bash("cat /etc/hostname")).isEqualTo(ASK);
  }
}
