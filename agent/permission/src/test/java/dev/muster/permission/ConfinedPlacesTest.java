package dev.muster.permission;

import static dev.muster.protocol.Layer.MANAGED;
import static dev.muster.protocol.Layer.PROJECT;
import static dev.muster.protocol.Layer.USER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.protocol.Confinement.Disk;
import dev.muster.protocol.Confinement.Frozen.WhenAbsent;
import dev.muster.protocol.Confinement.Pattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which places confined commands may write and read. */
class ConfinedPlacesTest {

  private Session session;
  private Limits limits;

  @BeforeEach
  void begin(@TempDir Path temporary) {
    session = new Session(temporary);
    limits = new Limits(session);
  }

  private static Path folder(Path path) throws IOException {
    return Files.createDirectories(path);
  }

  @Test
  void theWorkingFoldersMayBeWrittenAndWhatGovernsTheAgentNever() {
    assertThat(limits.disk().writable()).containsExactly(session.work);
    assertThat(limits.frozen())
        .containsEntry(session.work.resolve(".claude"), WhenAbsent.FOLDER)
        .containsEntry(session.work.resolve(".mcp.json"), WhenAbsent.FOLDER)
        .containsEntry(session.work.resolve(".git"), WhenAbsent.FOLDER)
        .containsEntry(session.work.resolve("HEAD"), WhenAbsent.FOLDER)
        .containsEntry(session.work.resolve(".npmrc"), WhenAbsent.LEAVE)
        .containsEntry(session.config, WhenAbsent.FOLDER)
        .containsEntry(session.home.resolve(".claude.json"), WhenAbsent.FILE)
        .containsEntry(Path.of("/etc/claude-code"), WhenAbsent.FOLDER)
        .doesNotContainKey(session.home.resolve(".bashrc"));
  }

  @Test
  void furtherFoldersAreKeptInTheSameWay() throws IOException {
    Path more = folder(session.outside.resolve("more"));
    session.folder(session.work, more, session.outside.resolve("missing"));
    assertThat(limits.disk().writable()).containsExactly(session.work, more);
    assertThat(limits.frozen()).containsEntry(more.resolve(".claude"), WhenAbsent.FOLDER);
    assertThat(limits.policy().grounds())
        .contains(new ConfinementPolicy.Ground("writable", more.toString(), "a working folder"));
  }

  @Test
  void aHomeFolderThatMayBeWrittenKeepsWhatRunsAtLogin() {
    session.folder(session.home);
    assertThat(limits.frozen())
        .containsEntry(session.home.resolve(".bashrc"), WhenAbsent.FILE)
        .containsEntry(session.home.resolve(".ssh"), WhenAbsent.FOLDER)
        .containsEntry(session.home.resolve(".config/systemd"), WhenAbsent.FOLDER);
  }

  @Test
  void aRepositoryCanBeCommittedToButNotConfigured() throws IOException {
    Path git = folder(session.work.resolve(".git"));
    Path module = folder(git.resolve("modules/lib"));
    limits.repository(git, module);
    assertThat(limits.frozen())
        .containsEntry(git.resolve("config"), WhenAbsent.FOLDER)
        .containsEntry(git.resolve("hooks"), WhenAbsent.FOLDER)
        .containsEntry(git.resolve("commondir"), WhenAbsent.REMOVE)
        .containsEntry(module.resolve("config"), WhenAbsent.LEAVE)
        .containsEntry(module.resolve("config.worktree"), WhenAbsent.FOLDER)
        .doesNotContainKey(git)
        .doesNotContainKey(session.work.resolve("HEAD"));
  }

  @Test
  void aRepositoryElsewhereIsWrittenWhereALinkedFolderBelongsToIt() throws IOException {
    Path git = folder(session.outside.resolve("main/.git"));
    Files.writeString(session.work.resolve(".git"), "gitdir: " + git + "/worktrees/w\n");
    limits.repository(git);
    assertThat(limits.disk().writable()).containsExactly(session.work, git);
    assertThat(limits.frozen())
        .containsEntry(git.resolve("hooks"), WhenAbsent.FOLDER)
        // the file that names it stays as it is
        .containsEntry(session.work.resolve(".git"), WhenAbsent.FOLDER)
        // a repository has no settings of editors to be guarded
        .doesNotContainKey(git.resolve(".vscode"));
  }

  @Test
  void withVeryManySubmodulesAllAreLeftAlone() throws IOException {
    Path git = folder(session.work.resolve(".git"));
    List<Path> many = new ArrayList<>();
    for (int i = 0; i < 201; i++) {
      many.add(git.resolve("modules/m" + i));
    }
    limits.repository(git, many);
    assertThat(limits.frozen())
        .containsEntry(git.resolve("modules"), WhenAbsent.LEAVE)
        .containsEntry(git.resolve("worktrees"), WhenAbsent.LEAVE)
        .doesNotContainKey(git.resolve("modules/m0/config"));
  }

  @Test
  void theAgentsOwnProgramIsNotWrittenExceptWhereItIsWhatIsWorkedOn() throws IOException {
    limits.own(session.work.resolve("bin/muster")).own(session.work.getParent());
    assertThat(limits.frozen())
        .containsEntry(session.work.resolve("bin/muster"), WhenAbsent.LEAVE)
        .doesNotContainKey(session.work.getParent());
  }

  // Settings.

  @Test
  void settingsAddPlacesAndTakeSomeAway() throws IOException {
    Path cache = folder(session.home.resolve(".cache/tool"));
    Path generated = folder(session.work.resolve("generated"));
    limits.with(
        USER,
        "'filesystem': {'allowWrite': ['~/.cache/tool/', '~/none', '/lib*/x'],"
            + " 'denyWrite': ['"
            + generated
            + "/**', '~/*.lock']}");
    ConfinementPolicy policy = limits.policy();
    assertThat(limits.disk().writable()).containsExactly(session.work, cache);
    assertThat(limits.frozen()).containsEntry(generated, WhenAbsent.FOLDER);
    Path lock = session.home.resolve("a.lock");
    assertThat(matching(false)).anyMatch(place -> place.matcher().matches(lock, false));
    policy.grounds();
    assertThat(policy.remarks())
        .containsExactly(
            "USER:1: "
                + session.home.resolve("none")
                + " does not exist, so that commands cannot write there",
            "USER:1: \"/lib*/x\" is a pattern; only whole folders can be made writable");
  }

  @Test
  void aPlaceThatMayNotBeWrittenIsNotMadeWritable() throws IOException {
    Path cache = folder(session.home.resolve("cache"));
    limits.with(MANAGED, "'filesystem': {'denyWrite': ['" + session.home + "']}");
    limits.with(USER, "'filesystem': {'allowWrite': ['" + cache + "']}");
    assertThat(limits.disk().writable()).containsExactly(session.work);
  }

  @Test
  void credentialsAreHiddenUnlessThePersonOpensThem() throws IOException {
    assertThat(limits.hidden())
        .contains(
            session.home.resolve(".ssh"),
            session.home.resolve(".aws"),
            session.home.resolve(".claude.json"),
            session.config.resolve(".credentials.json"),
            Path.of("/etc/shadow"));
    folder(session.home.resolve(".aws"));
    limits.with(USER, "'filesystem': {'allowRead': ['~/.ssh'], 'allowWrite': ['~/.aws']}");
    assertThat(limits.hidden())
        .doesNotContain(session.home.resolve(".ssh"), session.home.resolve(".aws"))
        .contains(session.home.resolve(".kube"));
    assertThat(limits.disk().writable()).contains(session.home.resolve(".aws"));
  }

  @Test
  void aRepositoryOpensNoCredentials() {
    limits.with(PROJECT, "'filesystem': {'allowRead': ['~/.ssh'], 'allowWrite': ['~/.aws']}");
    assertThat(limits.hidden())
        .contains(session.home.resolve(".ssh"), session.home.resolve(".aws"));
    assertThat(limits.disk().shown()).isEmpty();
    ConfinementPolicy policy = limits.policy();
    policy.grounds();
    assertThat(policy.remarks())
        .contains("PROJECT:1: \"~/.ssh\": a repository opens nothing outside of itself");
  }

  @Test
  void whatSettingsHideCanBeOpenedInPartButNotAgainstTheAdministrator() {
    limits.with(MANAGED, "'filesystem': {'denyRead': ['/srv/secrets']}");
    limits.with(
        USER,
        "'filesystem': {'denyRead': ['~'], 'allowRead': ['~/src', '/srv/secrets/mine', '/opt/*']}");
    assertThat(limits.hidden()).contains(session.home, Path.of("/srv/secrets"));
    assertThat(limits.disk().shown()).containsExactly(session.home.resolve("src"));
  }

  @Test
  void theSamePlaceHiddenAndOpenedIsOpenUnlessManagedSettingsHideIt() {
    limits.with(USER, "'filesystem': {'denyRead': ['~/a', '~/b']}");
    limits.with(USER, "'filesystem': {'allowRead': ['~/a', '~/b']}");
    limits.with(MANAGED, "'filesystem': {'denyRead': ['" + session.home.resolve("b") + "']}");
    assertThat(limits.hidden())
        .doesNotContain(session.home.resolve("a"))
        .contains(session.home.resolve("b"));
    assertThat(limits.disk().shown()).containsExactly(session.home.resolve("a"));
  }

  @Test
  void onlyManagedSettingsOpenWhereTheyWantSo() {
    limits.with(
        MANAGED,
        "'filesystem': {'allowManagedReadPathsOnly': true, 'denyRead': ['/srv'],"
            + " 'allowRead': ['/srv/a']}");
    limits.with(USER, "'filesystem': {'allowRead': ['/srv/b', '~/.ssh']}");
    assertThat(limits.disk().shown()).containsExactly(Path.of("/srv/a"));
    assertThat(limits.hidden()).contains(session.home.resolve(".ssh"));
  }

  @Test
  void credentialFilesOfSettingsAreHidden() {
    limits.with(USER, "'credentials': {'files': [{'path': '~/.tool/token', 'mode': 'deny'}]}");
    limits.with(PROJECT, "'credentials': {'files': [{'path': 'keys/*.pem', 'mode': 'deny'}]}");
    assertThat(limits.hidden()).contains(session.home.resolve(".tool/token"));
    assertThat(matching(true))
        .singleElement()
        .satisfies(place -> {
          assertThat(place.base()).isEqualTo(session.work.resolve("keys"));
          Path key = session.work.resolve("keys/a.pem");
          assertThat(place.matcher().matches(key, false)).isTrue();
          assertThat(place.matcher().matches(session.work.resolve("keys/a.txt"), false)).isFalse();
          assertThat(place.matcher().matches(session.work.resolve("a.pem"), false)).isFalse();
        });
  }

  private List<Pattern> matching(boolean hidden) {
    return limits.disk().patterns().stream().filter(p -> p.hidden() == hidden).toList();
  }

  @Test
  void filesAreUnlimitedOnlyWhereSettingsSaySoAndNobodyDemandsOtherwise() {
    limits.with(USER, "'enabled': true, 'filesystem': {'disabled': true}");
    assertThat(limits.confined().disk()).isEqualTo(new Disk.Open());
    limits.scrubbing();
    assertThat(limits.confined().disk()).isInstanceOf(Disk.Limited.class);
    limits = new Limits(session);
    limits.with(MANAGED, "'enabled': true");
    limits.with(USER, "'filesystem': {'disabled': true}");
    assertThat(limits.confined().disk()).isInstanceOf(Disk.Limited.class);
  }

  // Rules.

  @Test
  void rulesAboutFilesHoldForCommandsToo() throws IOException {
    Path out = folder(session.outside.resolve("out"));
    session
        .allowFrom(session.config, "Edit(/" + out + "/**)")
        .deny("Edit(/vendor)", "Edit(*.lock)", "Read(/secrets)", "Read(*.pem)");
    assertThat(limits.disk().writable()).containsExactly(session.work, out);
    assertThat(limits.frozen()).containsEntry(session.work.resolve("vendor"), WhenAbsent.FOLDER);
    assertThat(limits.hidden()).contains(session.work.resolve("secrets"));
    Path key = session.work.resolve("a/b.pem");
    Path lock = session.work.resolve("a/b.lock");
    assertThat(matching(true)).anyMatch(place -> place.matcher().matches(key, false));
    assertThat(matching(true)).noneMatch(place -> place.matcher().matches(lock, false));
    assertThat(matching(false)).anyMatch(place -> place.matcher().matches(lock, false));
  }

  @Test
  void noSettingOpensWhatARuleDenies() {
    session.denyFrom(session.config, "Read(//srv/secrets)");
    limits.with(
        MANAGED, "'filesystem': {'allowRead': ['/srv/secrets'], 'allowWrite': ['/srv/secrets']}");
    assertThat(limits.hidden()).contains(Path.of("/srv/secrets"));
    assertThat(limits.disk().shown()).isEmpty();
    assertThat(limits.disk().writable()).containsExactly(session.work);
  }

  @Test
  void everythingThatOtherToolsGuardIsKeptFromCommands() {
    List<String> kept = new ArrayList<>(FrozenNames.ALWAYS);
    kept.addAll(FrozenNames.WHERE_PRESENT);
    ProtectedPaths guard = new ProtectedPaths(List.of(session.config));
    for (String name : kept) {
      assertThat(
              guard.judge(List.of(session.work.resolve(name).resolve("x"))) == null
                  && guard.judge(List.of(session.work.resolve(name))) == null)
          .as(name)
          .isFalse();
    }
    List<String> guarded = new ArrayList<>(ProtectedPaths.FOLDERS);
    guarded.addAll(ProtectedPaths.FILES);
    guarded.remove("gradle-wrapper.properties");
    guarded.remove("maven-wrapper.properties");
    assertThat(kept)
        .containsAll(guarded)
        .contains("gradle/wrapper/gradle-wrapper.properties", ".mvn");
  }
}
