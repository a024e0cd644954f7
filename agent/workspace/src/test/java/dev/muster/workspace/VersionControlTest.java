package dev.muster.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionControlTest {

  @TempDir Path temporary;
  private Path repository;
  private VersionControl control;

  @BeforeEach
  void repository() throws IOException {
    Map<String, String> environment = new HashMap<>(Map.of("PATH", "/usr/bin:/bin"));
    environment.put("HOME", temporary.toString());
    assumeTrue(Programs.find("git", environment).isPresent(), "git is not installed");
    control = new VersionControl(new LocalRunner(), environment);
    repository = Files.createDirectory(temporary.toRealPath().resolve("repository"));
    git("init", "-q", "-b", "main");
    git("config", "user.email", "a@example.com");
    git("config", "user.name", "A");
    Files.writeString(repository.resolve("f.txt"), "one\n");
    git("add", ".");
    git("commit", "-q", "-m", "First");
  }

  private void git(String... arguments) {
    List<String> argv = new java.util.ArrayList<>(List.of("git"));
    argv.addAll(List.of(arguments));
    assertThat(LocalRunner.sh(repository, argv.toArray(String[]::new))).isZero();
  }

  @Test
  void tellsBranchStatusAndCommits() throws InterruptedException, IOException {
    git("checkout", "-q", "-b", "feature/x");
    Files.writeString(repository.resolve("new é.txt"), "x");
    Path below = Files.createDirectory(repository.resolve("below"));
    VersionControl.Facts facts = control.facts(below).orElseThrow();
    assertThat(facts.branch()).isEqualTo("feature/x");
    assertThat(facts.mainBranch()).contains("main");
    assertThat(facts.status()).singleElement().asString().startsWith("?? ").contains("new é.txt");
    assertThat(facts.commits()).singleElement().asString().endsWith(" First");
  }

  @Test
  void readsALinkedWorkTreeAndADetachedHead() throws InterruptedException {
    git("worktree", "add", "-q", "--detach", "../linked");
    VersionControl.Facts facts = control.facts(repository.resolveSibling("linked")).orElseThrow();
    assertThat(facts.branch()).startsWith("detached at ");
    assertThat(facts.mainBranch()).contains("main");
  }

  @Test
  void knowsWhereThereIsNoRepository() throws InterruptedException, IOException {
    Path plain = Files.createDirectory(temporary.resolve("plain"));
    assertThat(VersionControl.isRepository(plain)).isFalse();
    assertThat(control.facts(plain)).isEmpty();
  }

  /** Each of these would run a program when git is asked plainly. */
  @Test
  void runsNothingThatTheRepositoryConfigures() throws InterruptedException, IOException {
    Path canary = repository.resolve("canary");
    Path program =
        Files.writeString(repository.resolve("run.sh"), "#!/bin/sh\ntouch " + canary + "\ncat\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(repository.resolve(".gitattributes"), "*.txt filter=evil\n");
    git("config", "core.fsmonitor", program.toString());
    git("config", "filter.evil.clean", program.toString());
    git("config", "core.pager", program.toString());
    git("config", "log.showSignature", "true");
    git("config", "gpg.program", program.toString());
    touch();
    assertThat(LocalRunner.sh(repository, "git", "status")).isZero();
    assertThat(canary).as("the trap works").exists();
    Files.delete(canary);
    touch();
    VersionControl.Facts facts = control.facts(repository).orElseThrow();
    assertThat(canary).doesNotExist();
    assertThat(facts.commits()).hasSize(1);
    assertThat(facts.status()).isNotEmpty();
  }

  @Test
  void doesNotAskGitWhereTheConfigurationIncludesMore() throws InterruptedException, IOException {
    Path config = repository.resolve(".git/config");
    String plain = Files.readString(config);
    for (String hidden : List.of("[include]\npath = x\n", "[core][filter \"x\"]clean = y\n")) {
      Files.writeString(config, plain + hidden);
      VersionControl.Facts facts = control.facts(repository).orElseThrow();
      assertThat(facts.branch()).isEqualTo("main");
      assertThat(facts.commits()).isEmpty();
    }
  }

  private void touch() throws IOException {
    Files.writeString(repository.resolve("f.txt"), "two\n");
    Files.setLastModifiedTime(
        repository.resolve("f.txt"), FileTime.from(Instant.parse("2031-01-01T00:00:00Z")));
  }
}
