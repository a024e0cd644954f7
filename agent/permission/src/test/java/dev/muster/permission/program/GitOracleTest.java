package dev.muster.permission.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.permission.shell.ShellCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No git command line that is called harmless may start what a repository names. */
class GitOracleTest {
  private static final String[] READING = {
    "status",
    "status --short",
    "diff",
    "diff HEAD~1",
    "diff --cached",
    "diff --stat HEAD~1 HEAD",
    "log",
    "log -p",
    "log --oneline -5",
    "log --stat -2",
    "log -S one",
    "log -G two",
    "show",
    "show HEAD:a.txt",
    "show --stat HEAD~1",
    "rev-parse HEAD",
    "rev-parse --show-toplevel",
    "ls-files",
    "ls-files -m -o",
    "ls-tree -r HEAD",
    "cat-file -p HEAD",
    "blame a.txt",
    "annotate a.txt",
    "describe --tags",
    "branch -a -vv",
    "branch --contains HEAD",
    "tag -l v*",
    "tag",
    "remote -v",
    "config --get user.name",
    "config --list",
    "shortlog -s -n HEAD",
    "reflog",
    "reflog show -2",
    "merge-base HEAD side",
    "rev-list --count HEAD",
    "name-rev HEAD",
    "for-each-ref --format=%(refname)",
    "stash list",
    "worktree list",
    "grep -n one",
    "diff --no-index a.txt b.txt",
    "log --graph --all --decorate",
    "--no-pager log -1",
    "--version",
    "log --format=%H%d",
    "diff --no-ext-diff --no-textconv HEAD~1",
    "-C . status",
    "diff -M -C -w"
  };

  @TempDir Path root;
  private RealGit git;
  private final KnownPrograms programs =
      new KnownPrograms(new RepositoryGitFacts(new DiskText()), name -> true);
  private final List<String> started = new ArrayList<>();

  @BeforeEach
  void hasRepository() throws Exception {
    assumeTrue(RealGit.exists(), "no git here");
    git = new RealGit(root.toRealPath());
  }

  @Test
  void anOrdinaryRepositoryIsReadWithoutAsking() throws Exception {
    git.git("remote", "add", "origin", "https://example.invalid/x.git");
    git.git("config", "branch.main.remote", "origin");
    git.git("config", "alias.st", "!touch x");
    for (String line : READING) {
      assertThat(onlyReads(line)).as(line).isTrue();
    }
    assertNothingStarts();
  }

  @Test
  void nothingThatConfigurationNamesIsStarted() throws Exception {
    attributes("*.txt diff=mark filter=mark\n");
    for (String key :
        List.of(
            "core.fsmonitor",
            "diff.external",
            "diff.mark.command",
            "diff.mark.textconv",
            "filter.mark.clean",
            "filter.mark.process",
            "gpg.program",
            "core.pager",
            "pager.log",
            "pager.diff",
            "core.editor",
            "core.sshCommand",
            "core.askPass",
            "merge.mark.driver",
            "core.alternateRefsCommand",
            "interactive.diffFilter",
            "gpg.ssh.program",
            "trailer.mark.command",
            "credential.helper",
            "diff.trustExitCode")) {
      git.git("config", key, git.program.toString());
      assertNothingStarts();
      git.git("config", "--unset", key);
    }
    assertThat(started).as("the hostile programs must be ones that git would start").isNotEmpty();
  }

  @Test
  void hooksAndIncludedConfigurationAreNotStarted() throws Exception {
    Path hooks = Files.createDirectories(git.folder.resolve(".git/hooks"));
    Files.copy(git.program, hooks.resolve("post-index-change"));
    assertNothingStarts();
    Files.move(hooks.resolve("post-index-change"), git.folder.resolve("post-index-change"));
    git.git("config", "core.hooksPath", ".");
    assertNothingStarts();
    git.git("config", "core.hooksPath", ".husky");
    assertThat(onlyReads("status")).isTrue();
    Files.writeString(git.folder.resolve("more"), "[diff]\nexternal = " + git.program + "\n");
    git.git("config", "include.path", git.folder.resolve("more").toString());
    assertNothingStarts();
    assertThat(onlyReads("diff")).isFalse();
  }

  @Test
  void submodulesAreLookedInto() throws Exception {
    Path sub = Files.createDirectories(git.folder.resolve("deep/sub"));
    git.git("init", "-q", sub.toString());
    Files.writeString(sub.resolve("f"), "x");
    Files.writeString(sub.resolve(".gitattributes"), "* filter=mark\n");
    git.git("-C", sub.toString(), "add", "-A");
    git.git(
        "-C", sub.toString(), "-c", "user.email=a@b", "-c", "user.name=n", "commit", "-qm", "x");
    Files.writeString(sub.resolve("f"), "y");
    git.git("add", "deep/sub");
    assertThat(onlyReads("status")).isTrue();
    git.git("-C", sub.toString(), "config", "filter.mark.clean", git.program.toString());
    assertThat(onlyReads("status")).isFalse();
    assertThat(git.marksOf(List.of("status"))).as("git does start it there").isNotEmpty();
    assertNothingStarts();
    git.git("update-index", "--index-version", "4");
    assertThat(onlyReads("status")).isFalse();
  }

  @Test
  void aBareRepositoryInAFolderIsLookedInto() throws Exception {
    Path bare = git.folder.resolve("bare");
    git.git("init", "-q", "--bare", bare.toString());
    assertThat(onlyReads("-C bare status")).isTrue();
    git.git("-C", bare.toString(), "config", "core.bare", "false");
    git.git("-C", bare.toString(), "config", "core.worktree", git.folder.toString());
    assertThat(onlyReads("-C bare status")).isFalse();
    git.git("-C", bare.toString(), "config", "core.fsmonitor", git.program.toString());
    assertThat(onlyReads("-C bare status")).isFalse();
    assertThat(onlyReads("status")).isTrue();
  }

  @Test
  void aLinkedWorktreeIsReadThroughItsMainRepository() throws Exception {
    git.git("worktree", "add", "-q", "../linked", "side");
    assertThat(onlyReads("-C ../linked diff")).isTrue();
    git.git("config", "diff.external", git.program.toString());
    assertThat(onlyReads("-C ../linked diff")).isFalse();
  }

  @Test
  void aPartialCloneMayFetch() throws Exception {
    git.git("config", "remote.origin.url", "https://example.invalid/x.git");
    assertThat(onlyReads("show")).isTrue();
    git.git("config", "remote.origin.promisor", "true");
    assertThat(onlyReads("show")).isFalse();
  }

  private void attributes(String text) throws Exception {
    Files.writeString(
        Files.createDirectories(git.folder.resolve(".git/info")).resolve("attributes"), text);
  }

  private boolean onlyReads(String line) {
    return programs.of(command(line)) instanceof Deeds.Known known && known.onlyReads();
  }

  private ShellCommand command(String line) {
    List<String> argv = new ArrayList<>(List.of("git"));
    argv.addAll(List.of(line.split(" ")));
    return ShellCommand.literal(List.of(), argv, List.of(), git.folder, line);
  }

  /** Runs every line; only those that are not called harmless may have started something. */
  private void assertNothingStarts() throws Exception {
    for (String line : READING) {
      Files.setLastModifiedTime(
          git.folder.resolve("a.txt"), FileTime.fromMillis(started.size() + 1));
      List<String> arguments = command(line).argv().subList(1, command(line).argv().size());
      String marks = git.marksOf(arguments);
      if (!marks.isEmpty()) {
        started.add(line);
        assertThat(onlyReads(line)).as("%s started %s", line, marks).isFalse();
      }
    }
  }
}
