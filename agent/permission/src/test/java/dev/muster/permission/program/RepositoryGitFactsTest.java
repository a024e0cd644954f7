package dev.muster.permission.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.permission.program.FileText.Content;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepositoryGitFactsTest {
  private static final Path HERE = Path.of("/p/q/r");
  private final Map<Path, String> disk = new HashMap<>();

  @Test
  void ordinaryConfigurationIsHarmless() {
    assertThat(runs()).isFalse();
    config(
        """
        [core]
        \trepositoryformatversion = 0
        \tfilemode = true
        [remote "origin"]
        \turl = git@example.invalid:a/b.git ; c
        \tfetch = "+refs/*"
        [branch "main"] remote = origin
        [diff "java"]
        xfuncname = "a\\tb" # c
        [alias]
        \tst = !rm -rf x\\
         y
        [user]
        name
        """);
    assertThat(runs()).isFalse();
  }

  @Test
  void whatMayStartProgramsIsFoundHoweverItIsWritten() {
    for (String text :
        List.of(
            "[core] fsmonitor = /x",
            "[CORE]\nFsMonitor=/x",
            "[core]\nfsmonitor=\"/x\"\\\n",
            "[core]\n  fsmonitor = tr\\\nuex",
            "[diff]external=x",
            "[diff \"a\"]\ncommand=x",
            "[diff \"a\"]textconv=x",
            "[diff.a]\ntextconv=x",
            "[filter \"a\"]\nclean=x",
            "[include]\npath=x",
            "[includeIf \"gitdir:x\"]\npath=x",
            "[extensions]\npartialClone=o",
            "[remote \"o\"]\npromisor",
            "[unknown]\nx=y",
            "[core]\nunknown=x",
            "[diff]\nsubmodule=log",
            "[log]\ndiffMerges=remerge",
            "[format]\npretty=%G?",
            "[pretty]\nx=format:%GK",
            "[extensions]\nobjectFormat=sha256",
            "[status]\nsubmoduleSummary=true",
            "[blame]\nignoreRevsFile=/etc/shadow",
            "[core]\nhooksPath=~/x",
            "[core]\nworktree=/etc",
            "not a configuration",
            "[core",
            "[core]\n=x",
            "[core]\nx=\"a",
            "[core]\nx=\\q",
            "\ufeff[core]\n",
            "[core \"a\nb\"]\n",
            "x=y\n")) {
      config(text);
      assertThat(runs()).as(text).isTrue();
    }
  }

  @Test
  void unreadableFilesAndHooksCount() {
    config("[core]\n");
    disk.put(HERE.resolve(".git/hooks/post-index-change"), "");
    assertThat(runs()).isTrue();
    disk.remove(HERE.resolve(".git/hooks/post-index-change"));
    disk.put(HERE.resolve(".git/index"), "no index");
    assertThat(runs()).isTrue();
    disk.remove(HERE.resolve(".git/index"));
    assertThat(runs()).isFalse();
    disk.put(HERE.resolve(".git/config.worktree"), "[diff]\nexternal=x");
    assertThat(runs()).isTrue();
    assertThat(new RepositoryGitFacts(new Unreadable()).runsPrograms(HERE)).isTrue();
  }

  @Test
  void everyFolderAboveAndEveryLinkCounts() {
    disk.put(Path.of("/p/.git/config"), "[diff]\nexternal=x");
    assertThat(runs()).isTrue();
    disk.clear();
    disk.put(HERE.resolve(".git"), "gitdir: /g/worktrees/r\n");
    disk.put(Path.of("/g/worktrees/r/commondir"), "../..\n");
    assertThat(runs()).isFalse();
    disk.put(Path.of("/g/worktrees/r/../../config"), "[diff]\nexternal=x");
    assertThat(runs()).isTrue();
    disk.clear();
    disk.put(HERE.resolve(".git"), "what is this");
    assertThat(runs()).isTrue();
    disk.clear();
    disk.put(Path.of("/p/q/config"), "[core]\nbare=true\n[diff]\nexternal=x");
    assertThat(runs()).isTrue();
    disk.put(Path.of("/p/q/config"), "name=value");
    assertThat(runs()).isFalse();
  }

  private boolean runs() {
    return new RepositoryGitFacts(new Memory()).runsPrograms(HERE);
  }

  private void config(String text) {
    disk.put(HERE.resolve(".git/config"), text);
  }

  private final class Memory implements FileText {
    @Override
    public Content read(Path file) {
      String text = disk.get(file);
      return text == null ? Content.MISSING : Content.of(text);
    }

    @Override
    public Path realFolder(Path folder) {
      return folder.normalize();
    }
  }

  private static final class Unreadable implements FileText {
    @Override
    public Content read(Path file) {
      return Content.UNREADABLE;
    }

    @Override
    public Path realFolder(Path folder) {
      return folder;
    }
  }
}
