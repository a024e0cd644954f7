package dev.muster.permission;

import static dev.muster.protocol.Verdict.ALLOW;
import static dev.muster.protocol.Verdict.ASK;
import static dev.muster.protocol.Verdict.DENY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.protocol.Effect;
import dev.muster.protocol.PermissionMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileVerdictTest {

  @TempDir private Path temporary;
  private Session session;

  @BeforeEach
  void begin() {
    session = fresh();
  }

  /** Another session in the same folders, without rules. */
  private Session fresh() {
    return new Session(temporary);
  }

  @Test
  void readsInsideTheWorkingFoldersAreFree() {
    assertThat(session.read(session.file("a/b.txt"))).isEqualTo(ALLOW);
    assertThat(session.read(session.work)).isEqualTo(ALLOW);
    assertThat(session.read(session.work.resolve("missing"))).isEqualTo(ALLOW);
    assertThat(session.read(session.outside.resolve("x"))).isEqualTo(ASK);
    assertThat(session.read(session.work.resolveSibling("work-evil"))).isEqualTo(ASK);
    session.folder(session.work, session.outside);
    assertThat(session.read(session.outside.resolve("x"))).isEqualTo(ALLOW);
  }

  @Test
  void editsAsk() {
    assertThat(session.edit(session.file("a"))).isEqualTo(ASK);
    assertThat(session.edit(session.outside.resolve("a"))).isEqualTo(ASK);
  }

  @Test
  void acceptedEditsStayInsideTheWorkingFolders() {
    session.mode(PermissionMode.ACCEPT_EDITS);
    assertThat(session.edit(session.file("a"))).isEqualTo(ALLOW);
    assertThat(session.write(session.work.resolve("new/file"))).isEqualTo(ALLOW);
    assertThat(session.edit(session.outside.resolve("a"))).isEqualTo(ASK);
    session.link("out", session.outside);
    assertThat(session.edit(session.work.resolve("out/a"))).isEqualTo(ASK);
  }

  @Test
  void aRuleAboutEditsCoversEveryToolThatWrites() {
    session.allow("Edit(src/**)");
    Path path = session.file("src/A");
    for (String tool : new String[] {"Edit", "Write", "NotebookEdit"}) {
      assertThat(Session.verdict(session.decide(tool, new Effect.WriteFile(path), null)))
          .as(tool)
          .isEqualTo(ALLOW);
    }
    assertThat(session.edit(session.file("other/A"))).isEqualTo(ASK);
  }

  @Test
  void aBareToolAllowsThatToolAlone() {
    session.allow("Edit");
    assertThat(session.edit(session.file("a"))).isEqualTo(ALLOW);
    assertThat(session.write(session.file("a"))).isEqualTo(ASK);
  }

  @Test
  void aPathRuleOfWriteAllowsNothing() {
    session.allow("Write(src/**)", "NotebookEdit(src/**)");
    assertThat(session.write(session.file("src/a"))).isEqualTo(ASK);
  }

  @Test
  void whoMayEditMayRead() {
    session.allowFrom(session.work, "Edit(//" + session.outside.toString().substring(1) + "/**)");
    assertThat(session.read(session.outside.resolve("x"))).isEqualTo(ALLOW);
  }

  @Test
  void denyBeatsAskBeatsAllow() {
    session.allow("Read", "Read(*)", "Edit", "Write", "Read(**)", "Edit(**)");
    session.ask("Read(asked/**)").deny("Read(closed/**)", "Edit(locked/**)");
    assertThat(session.read(session.file("asked/a"))).isEqualTo(ASK);
    assertThat(session.edit(session.file("asked/a"))).isEqualTo(ASK);
    assertThat(session.read(session.file("closed/a"))).isEqualTo(DENY);
    assertThat(session.edit(session.file("closed/a"))).isEqualTo(DENY);
    assertThat(session.write(session.file("closed/new"))).isEqualTo(DENY);
    assertThat(session.read(session.file("locked/a"))).isEqualTo(ALLOW);
    assertThat(session.edit(session.file("locked/a"))).isEqualTo(DENY);
    assertThat(session.read(session.file("deep/closed/a"))).isEqualTo(DENY);
    assertThat(session.read(session.work.resolve("closed"))).isEqualTo(DENY);
  }

  @ParameterizedTest
  @EnumSource(PermissionMode.class)
  void noModeAndNoAnswerLiftsADeny(PermissionMode mode) {
    session.deny("Read(.env)").mode(mode);
    Path env = session.file("a/.env");
    assertThat(session.read(env)).isEqualTo(DENY);
    assertThat(Session.verdict(session.decide("Write", new Effect.WriteFile(env), Session.YES)))
        .isEqualTo(DENY);
  }

  @Test
  void theReasonNamesTheRuleAndItsPlace() {
    session.deny("Bash(x)", "Read(.env)");
    Decision decision = session.decide("Read", new Effect.ReadFile(session.file("a/.env")), null);
    assertThat(decision.decided().reason()).contains("a/.env");
    assertThat(decision.decided().rules())
        .singleElement()
        .satisfies(rule -> {
          assertThat(rule.text()).isEqualTo("Read(.env)");
          assertThat(rule.origin().place()).isEqualTo("settings.json:2");
        });
  }

  @Test
  void aDenyFiresOnEveryHop() {
    Path secret = session.file("real/secret.txt");
    session.link("middle", secret);
    session.link("front", Path.of("middle"));
    for (String named : new String[] {"front", "middle", "real/secret.txt"}) {
      Session other = fresh().deny("Read(" + named + ")");
      assertThat(other.read(session.work.resolve("front"))).as(named).isEqualTo(DENY);
      assertThat(other.edit(session.work.resolve("front"))).as(named).isEqualTo(DENY);
    }
    assertThat(fresh().ask("Read(middle)").read(session.work.resolve("front"))).isEqualTo(ASK);
  }

  @Test
  void anAllowMustCoverEveryHop() throws IOException {
    Path target = Files.writeString(session.outside.resolve("target"), "x");
    session.link("link", target);
    assertThat(fresh().read(session.work.resolve("link"))).isEqualTo(ASK);
    assertThat(fresh().allow("Read(link)").read(session.work.resolve("link"))).isEqualTo(ASK);
    String there = "Read(//" + target.toString().substring(1) + ")";
    assertThat(fresh().allow(there).read(session.work.resolve("link"))).isEqualTo(ASK);
    assertThat(fresh().allow("Read(//**)").read(session.work.resolve("link"))).isEqualTo(ALLOW);
  }

  /** A link named in an allow rule must not open what it leads to. */
  @Test
  void anAllowedFolderThatIsALinkOpensNothing() {
    session.link("src", session.outside);
    session.allow("Edit(src/**)", "Edit(/src/**)").mode(PermissionMode.ACCEPT_EDITS);
    assertThat(session.edit(session.work.resolve("src/a"))).isEqualTo(ASK);
  }

  @Test
  void aDenyAboutALinkHoldsForItsTarget() {
    Path data = session.file("data/key");
    session.link("ssh", session.work.resolve("data"));
    session.deny("Read(/ssh/**)");
    assertThat(session.read(data)).isEqualTo(DENY);
    assertThat(session.read(session.work.resolve("ssh/key"))).isEqualTo(DENY);
  }

  @Test
  void aWorkingFolderMayBeReachedThroughLinks() {
    session.file("src/A");
    Path first = session.link("../first", session.work);
    Path second = session.link("../second", Path.of("first"));
    session.folder(second).allowFrom(second, "Edit(/src/**)");
    for (Path base : new Path[] {session.work, first.normalize(), second.normalize()}) {
      assertThat(session.read(base.resolve("src/A"))).as("%s", base).isEqualTo(ALLOW);
      assertThat(session.edit(base.resolve("src/A"))).as("%s", base).isEqualTo(ALLOW);
    }
    session.denyFrom(second, "Read(/src/**)");
    for (Path base : new Path[] {session.work, first.normalize(), second.normalize()}) {
      assertThat(session.read(base.resolve("src/A"))).as("%s", base).isEqualTo(DENY);
    }
  }

  @Test
  void whatCannotBeFoundOutIsDenied() {
    session.link("loop", Path.of("loop"));
    for (PermissionMode mode : PermissionMode.values()) {
      session.mode(mode);
      assertThat(session.read(session.work.resolve("loop"))).isEqualTo(DENY);
      assertThat(
              Session.verdict(
                  session.decide(
                      "Write", new Effect.WriteFile(session.work.resolve("loop")), Session.YES)))
          .isEqualTo(DENY);
    }
  }

  @Test
  void aFolderThatIsNotThereYetIsDeniedAsAFolder() {
    session.deny("Edit(build/)").mode(PermissionMode.ACCEPT_EDITS);
    assertThat(session.write(session.work.resolve("build/a"))).isEqualTo(DENY);
    assertThat(session.bash("mkdir build")).isEqualTo(DENY);
    session.file("a/build");
    assertThat(session.edit(session.work.resolve("a/build"))).isEqualTo(ALLOW);
  }

  @Test
  void caseDoesNotGetRoundADeny() {
    session.ignoringCase().deny("Read(Secrets/**)", "Read(.env)");
    assertThat(session.read(session.work.resolve("SECRETS/a"))).isEqualTo(DENY);
    assertThat(session.read(session.work.resolve(".Env"))).isEqualTo(DENY);
    Path otherCase = Path.of(session.work.toString().toUpperCase(java.util.Locale.ROOT));
    assertThat(session.read(otherCase.resolve(".ENV"))).isEqualTo(DENY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/proc/self/environ",
        "/proc/1/environ",
        "/proc/self/task/1/environ",
        "/proc/1/mem",
        "/proc/self/fd/3",
        "/proc/1/root/etc/passwd",
        "/proc/self/cwd/x"
      })
  void noRuleOpensWhatAProcessKeepsSecret(String path) {
    session
        .allow("Read", "Read(//**)", "Edit(//**)", "Bash")
        .mode(PermissionMode.BYPASS_PERMISSIONS);
    assertThat(session.read(Path.of(path))).isEqualTo(DENY);
    assertThat(session.write(Path.of(path))).isEqualTo(DENY);
    assertThat(session.bash("cat " + path)).isEqualTo(DENY);
    assertThat(session.bash("xxd " + path)).isEqualTo(DENY);
    assertThat(session.bash("wc < " + path)).isEqualTo(DENY);
    assertThat(session.bash("echo x > " + path)).isEqualTo(DENY);
  }

  @ParameterizedTest
  @CsvSource({
    ".git/HEAD",
    ".GIT/index",
    "sub/.git/HEAD",
    ".claude/commands/x.md",
    ".vscode/settings.json",
    ".idea/x",
    ".husky/pre-commit",
    ".mvn/jvm.config",
    ".cargo/config.toml",
    ".devcontainer/x",
    ".yarn/x",
    ".config/git/config",
    ".config",
    ".github/workflows/ci.yml",
    ".github",
    ".bashrc",
    "a/.envrc",
    ".npmrc",
    ".pre-commit-config.yaml",
    ".mcp.json",
    "gradle/wrapper/gradle-wrapper.properties",
    ".ripgreprc",
  })
  void protectedPlacesAreWrittenByAPersonsWordOnly(String relative) {
    Path path = session.work.resolve(relative);
    session.allow("Edit", "Edit(**)", "Write").mode(PermissionMode.ACCEPT_EDITS);
    assertThat(session.edit(path)).isEqualTo(ASK);
    assertThat(session.bash("echo x > " + relative)).isEqualTo(ASK);
    assertThat(session.read(path)).isEqualTo(ALLOW);
    assertThat(Session.verdict(session.decide("Edit", new Effect.WriteFile(path), Session.YES)))
        .isEqualTo(ALLOW);
    session.mode(PermissionMode.BYPASS_PERMISSIONS);
    assertThat(session.edit(path)).isEqualTo(ALLOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".claude/settings.json",
        ".claude/settings.local.json",
        "sub/.Claude/Settings.json",
        ".claude.json",
        ".git",
        ".git/config",
        ".git/hooks/pre-commit",
        ".git/modules/lib/hooks/post-checkout",
        ".git/worktrees/w/config.worktree"
      })
  void whatOutlivesTheRunIsAskedAboutEvenWhereAskingIsOff(String relative) {
    Path path = session.work.resolve(relative);
    session.allow("Edit", "Edit(**)", "Bash").mode(PermissionMode.BYPASS_PERMISSIONS);
    assertThat(session.edit(path)).isEqualTo(ASK);
    assertThat(session.bash("echo x > " + relative)).isEqualTo(ASK);
    assertThat(session.bash("cp a " + relative)).isEqualTo(ASK);
    assertThat(session.bash("tee " + relative)).isEqualTo(ASK);
    session.mode(PermissionMode.DONT_ASK);
    assertThat(session.edit(path)).isEqualTo(DENY);
  }

  @Test
  void theAgentsOwnFoldersAreProtectedWhereverTheyAre() {
    session.folder(session.home).allow("Edit(**)").mode(PermissionMode.ACCEPT_EDITS);
    assertThat(session.edit(session.config.resolve("projects/x.jsonl"))).isEqualTo(ASK);
    session.mode(PermissionMode.BYPASS_PERMISSIONS);
    assertThat(session.edit(session.config.resolve("projects/x.jsonl"))).isEqualTo(ALLOW);
    assertThat(session.edit(session.config.resolve("settings.json"))).isEqualTo(ASK);
    assertThat(session.edit(session.config.resolve(".credentials.json"))).isEqualTo(ASK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".claude/worktrees/w/src/A",
        ".gitignore",
        "gitlog",
        "config/git/x",
        ".github/ISSUE_TEMPLATE/bug.md",
        "settings.json"
      })
  void otherPlacesAreNotProtected(String relative) {
    session.mode(PermissionMode.ACCEPT_EDITS);
    assertThat(session.edit(session.work.resolve(relative))).isEqualTo(ALLOW);
  }

  @Test
  void aLinkDoesNotGetRoundProtection() {
    session.file(".git/HEAD");
    session.link("plain", Path.of(".git"));
    session.mode(PermissionMode.ACCEPT_EDITS);
    assertThat(session.edit(session.work.resolve("plain/HEAD"))).isEqualTo(ASK);
  }

  @Test
  void searchesAreShownNothingThatARuleCloses() {
    session.deny("Read(.env)", "Read(closed/**)").ask("Read(asked/**)").allow("Read(**)");
    PolicyEngine engine = session.engine();
    assertThat(engine.mayShow(session.work.resolve("src/A"), false)).isTrue();
    assertThat(engine.mayShow(session.work.resolve("src/.env"), false)).isFalse();
    assertThat(engine.mayShow(session.work.resolve("closed/a/b"), false)).isFalse();
    assertThat(engine.mayShow(session.work.resolve("closed"), true)).isFalse();
    assertThat(engine.mayShow(session.work.resolve("asked/a"), false)).isFalse();
    assertThat(engine.mayShow(Path.of("/proc/1/environ"), false)).isFalse();
  }

  @Test
  void aSearchOfAClosedFolderIsDenied() {
    session.file("closed/a");
    session.deny("Read(closed/**)");
    assertThat(
            Session.verdict(
                session.decide(
                    "Grep", new Effect.SearchTree(session.work.resolve("closed")), null)))
        .isEqualTo(DENY);
    assertThat(Session.verdict(session.decide("Grep", new Effect.SearchTree(session.work), null)))
        .isEqualTo(ALLOW);
  }
}
