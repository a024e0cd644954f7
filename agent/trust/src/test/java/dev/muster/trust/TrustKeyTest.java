package dev.muster.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustKeyTest {

  @TempDir Path temp;
  private Path main;
  private Path linked;
  private Path gitDir;

  /** A repository with a linked worktree, as git lays them out. */
  @BeforeEach
  void repository() throws Exception {
    temp = temp.toRealPath();
    main = Files.createDirectories(temp.resolve("main"));
    linked = Files.createDirectories(temp.resolve("linked"));
    gitDir = Files.createDirectories(main.resolve(".git/worktrees/linked"));
    Files.writeString(linked.resolve(".git"), "gitdir: " + gitDir + "\n");
    Files.writeString(gitDir.resolve("commondir"), "../..\n");
    Files.writeString(gitDir.resolve("gitdir"), linked.resolve(".git") + "\n");
  }

  private static Path key(Path folder) throws Exception {
    return TrustKey.of(folder).folder();
  }

  @Test
  void theRootOfVersionControlStandsForAllBelow() throws Exception {
    Path deep = Files.createDirectories(main.resolve("a/b"));
    assertThat(TrustKey.of(deep)).isEqualTo(new TrustKey(main, main));
    assertThat(key(temp)).isEqualTo(temp);
    Path inner = Files.createDirectories(deep.resolve("inner/.git")).getParent();
    assertThat(key(inner)).isEqualTo(inner);
  }

  @Test
  void aWorktreeThatBothSidesNameHasItsMainRepositorysTrust() throws Exception {
    Path deep = Files.createDirectories(linked.resolve("x"));
    assertThat(TrustKey.of(deep)).isEqualTo(new TrustKey(main, linked));
    Files.writeString(linked.resolve(".git"), "gitdir: ../main/.git/worktrees/linked");
    Files.writeString(gitDir.resolve("gitdir"), "../../../../linked/.git");
    assertThat(key(linked)).isEqualTo(main);
  }

  @Test
  void aRealRepositoryOfGitIsUnderstood() throws Exception {
    Path repository = Files.createDirectory(temp.resolve("real"));
    assumeTrue(git(repository, "init", "-q"), "git is not installed");
    assertThat(
            git(
                repository,
                "-c",
                "user.name=t",
                "-c",
                "user.email=t@t",
                "commit",
                "-q",
                "--allow-empty",
                "-m",
                "m"))
        .isTrue();
    assertThat(git(repository, "worktree", "add", "-q", "../realtree")).isTrue();
    assertThat(key(temp.resolve("realtree"))).isEqualTo(repository);
  }

  private static boolean git(Path folder, String... arguments) {
    try {
      List<String> command = new java.util.ArrayList<>(List.of("git"));
      command.addAll(List.of(arguments));
      return new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (java.io.IOException | InterruptedException none) {
      return false;
    }
  }

  @Test
  void aForgedWorktreeStandsForItself() throws Exception {
    Path evil = Files.createDirectory(temp.resolve("evil"));
    // It names a real worktree of the trusted repository, which names another folder.
    Files.writeString(evil.resolve(".git"), "gitdir: " + gitDir + "\n");
    assertThat(key(evil)).isEqualTo(evil);
    // It brings a git folder of its own that claims to belong to the trusted repository.
    Path fake = Files.createDirectories(evil.resolve("fake/.git/worktrees/n"));
    Files.writeString(fake.resolve("commondir"), main.resolve(".git").toString());
    Files.writeString(fake.resolve("gitdir"), evil.resolve(".git").toString());
    Files.writeString(evil.resolve(".git"), "gitdir: " + fake);
    assertThat(key(evil)).isEqualTo(evil);
    // The same through a link to the trusted repository's worktrees.
    Path sly = Files.createSymbolicLink(evil.resolve("worktrees"), main.resolve(".git/worktrees"));
    Files.writeString(evil.resolve(".git"), "gitdir: " + sly.resolve("linked"));
    assertThat(key(evil)).isEqualTo(evil);
    // Its own consistent repository gives it only its own trust.
    Files.writeString(fake.resolve("commondir"), "../..");
    Files.writeString(evil.resolve(".git"), "gitdir: " + fake);
    assertThat(key(evil)).isEqualTo(evil.resolve("fake"));
  }

  @Test
  void brokenLinksStandForTheFolderItself() throws Exception {
    for (String text :
        List.of(
            "",
            "gitdir: ",
            "gitdir: /nothing",
            "gitdir:" + gitDir,
            "x\ngitdir: " + gitDir,
            "gitdir: " + gitDir + "\nmore",
            "gitdir: \0",
            "x".repeat(10_000))) {
      Files.writeString(linked.resolve(".git"), text);
      assertThat(key(linked)).as(text).isEqualTo(linked);
    }
    Files.write(
        linked.resolve(".git"), new byte[] {'g', 'i', 't', 'd', 'i', 'r', ':', ' ', (byte) 0xFF});
    assertThat(key(linked)).isEqualTo(linked);
  }

  @Test
  void everyPartOfTheTwoWayLinkIsNeeded() throws Exception {
    Files.delete(gitDir.resolve("commondir"));
    assertThat(key(linked)).isEqualTo(linked);
    Files.createSymbolicLink(
        gitDir.resolve("commondir"), Files.writeString(temp.resolve("c"), "../.."));
    assertThat(key(linked)).isEqualTo(linked);
    Files.delete(gitDir.resolve("commondir"));
    Files.writeString(gitDir.resolve("commondir"), "../..");
    assertThat(key(linked)).isEqualTo(main);
    Files.writeString(gitDir.resolve("gitdir"), main.resolve(".git").toString());
    assertThat(key(linked)).isEqualTo(linked);
  }

  @Test
  void aSubmoduleStandsForItself() throws Exception {
    Path sub = Files.createDirectories(main.resolve("sub"));
    Files.createDirectories(main.resolve(".git/modules/sub"));
    Files.writeString(sub.resolve(".git"), "gitdir: ../.git/modules/sub");
    assertThat(key(sub)).isEqualTo(sub);
  }

  @Test
  void aLinkInPlaceOfTheGitFileDoesNotMakeAWorktree() throws Exception {
    Path evil = Files.createDirectory(temp.resolve("evil"));
    Files.createSymbolicLink(evil.resolve(".git"), linked.resolve(".git"));
    assertThat(key(evil)).isEqualTo(evil);
    Path other = Files.createDirectory(temp.resolve("other"));
    Files.createSymbolicLink(other.resolve(".git"), main.resolve(".git"));
    assertThat(key(other)).isEqualTo(other);
  }
}
