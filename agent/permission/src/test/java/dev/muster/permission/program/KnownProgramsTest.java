package dev.muster.permission.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.permission.shell.BashAnalysis;
import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.ShellReading;
import dev.muster.permission.shell.ShellReading.Understood;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What commands are known to do, and what is not known. */
class KnownProgramsTest {
  private final KnownPrograms programs = new KnownPrograms(folder -> false, name -> true);

  @Test
  void readingCommandLinesAreTold() {
    for (String line :
        List.of(
            "ls -la",
            "ls -lah --color=auto src",
            "cat -n a b",
            "/bin/cat a",
            "echo -e $x'a'".replace("$x", ""),
            "printf '%s %d\\n' a 1",
            "pwd",
            "head -20 f",
            "head -n -5 f",
            "tail -n+5 f",
            "tail -f log",
            "grep -rn --include='*.java' foo src",
            "grep -e a -e b f",
            "grep -A3 -B 3 x f",
            "egrep x f",
            "rg -n foo",
            "rg --files -g '*.md'",
            "rg -tjava -C3 x src",
            "wc -l f",
            "which git",
            "type ls",
            "file -b f",
            "stat -c %s f",
            "du -sh .",
            "df -h",
            "date",
            "date -u +%s",
            "date -d yesterday",
            "whoami",
            "id -u",
            "uname -a",
            "hostname",
            "true",
            "false",
            ":",
            "test -f x -a -d y",
            "[ -n x ]",
            "basename a/b .c",
            "dirname a",
            "realpath a",
            "readlink -f a",
            "sort -rn -k2 f",
            "sort -u",
            "uniq -c f",
            "cut -d: -f1 f",
            "tr a b",
            "nl f",
            "tac f",
            "rev f",
            "comm -12 a b",
            "cmp a b",
            "diff -u a b",
            "paste a b",
            "fold -w 80 f",
            "fmt -72 f",
            "expand f",
            "column -t f",
            "seq 1 10",
            "sleep 2",
            "sleep 0.5",
            "tree -L 2",
            "sha256sum f",
            "od -c f",
            "hexdump -C f",
            "xxd -l 16 f",
            "strings -n 8 f",
            "jq -r '.a.b[0]' f",
            "jq --arg x 1 '.' f",
            "ps aux",
            "ps -ef",
            "ps -eo pid,comm",
            "nproc",
            "free -h",
            "uptime",
            "groups",
            "locale -a",
            "find . -name '*.c'",
            "find src test -type f -not -path './x/*' -print0",
            "find . '(' -name a -o -name b ')'",
            "find",
            "node --version",
            "java -version",
            "python3 -V",
            "git --version",
            "command -v git",
            "cd src",
            "LC_ALL=C sort f",
            "ls --help",
            "grep -r -- -x .",
            "cat -- -x",
            "git status -sb",
            "git log --oneline -10",
            "git log -n 5 --author=x -- f",
            "git diff --stat",
            "git diff a...b -- f",
            "git show HEAD:f",
            "git -C sub log",
            "git branch",
            "git branch -vv",
            "git branch --list 'f*'",
            "git branch --sort=-committerdate",
            "git tag -l 'v*'",
            "git tag",
            "git remote -v",
            "git stash list",
            "git worktree list",
            "git reflog -5",
            "git reflog show main",
            "git config --get user.name",
            "git config -l",
            "git rev-parse --abbrev-ref HEAD",
            "git blame -L 1,5 f",
            "git ls-files -o --exclude-standard",
            "git cat-file -p HEAD",
            "git for-each-ref --format='%(refname)' refs/heads",
            "git grep -n x",
            "git shortlog -sn",
            "git describe --tags --always",
            "git merge-base a b",
            "git --no-pager diff")) {
      assertThat(onlyReads(line)).as(line).isTrue();
    }
  }

  @Test
  void whatWritesRunsConnectsOrShowsSecretsIsNotKnownSafe() {
    for (String line :
        List.of(
            "rm x",
            "./cat x",
            "bin/ls",
            "/tmp/ls",
            "sed -n 1e f",
            "awk 'BEGIN{system(1)}' f",
            "less f",
            "more f",
            "env",
            "printenv",
            "set",
            "export",
            "curl x",
            "ping x",
            "dig x",
            "nslookup x",
            "ssh x",
            "xargs ls",
            "tee f",
            "rg --pre x y",
            "rg --pre=x y",
            "rg --hostname-bin=x y",
            "rg -z x",
            "rg --search-zip x",
            "rg -nz x",
            "rg -L x",
            "rg --pr x",
            "find . -exec ls ;",
            "find . -execdir x ;",
            "find . -ok x ;",
            "find . -okdir x ;",
            "find . -delete",
            "find . -fprint f",
            "find . -fprintf f x",
            "find . -fls f",
            "find . -fprint0 f",
            "find -files0-from f",
            "find -L .",
            "find . -name",
            "find . -follow",
            "grep --recu x",
            "wc --files0-from=f",
            "file -m f x",
            "file -C -m f",
            "file -f f",
            "file -bm f x",
            "file -z f",
            "date -s x",
            "date --set=x",
            "date --se=x",
            "date 0101",
            "date -f f",
            "hostname x",
            "hostname -F f",
            "sort -o f x",
            "sort -uo f x",
            "sort --output=f x",
            "sort --compress-program=x f",
            "sort -T d f",
            "sort --files0-from=f",
            "uniq a b",
            "xxd -r f",
            "xxd a b",
            "xxd -r -p a",
            "xxd -rp",
            "strings @f",
            "jq env f",
            "jq '$ENV' f",
            "jq -f p f",
            "jq 'import \"a\" as a; .' f",
            "jq -L d . f",
            "tree -o f",
            "tree -R -H x",
            "sha256sum -c f",
            "md5sum --check f",
            "diff -l a b",
            "diff --paginate a b",
            "ps e",
            "ps auxe",
            "ps aux e",
            "ps -auxe",
            "ps -axe",
            "ps -e -u nobody",
            "ps eww",
            "ps -E",
            "ps -o environ",
            "sleep 1000",
            "sleep infinity",
            "sleep 1d",
            "printf -v x y",
            "test -v 'x[1]'",
            "[ -v 'a[0]' ]",
            "[ -R x ]",
            "[ a",
            "command ls",
            "builtin ls",
            "yarn --version",
            "npm --version",
            "mvn --version",
            "cargo --version",
            "go version",
            "gradle --version",
            "node -e 1",
            "node x.js",
            "python3 x",
            "java -jar x",
            "LD_PRELOAD=x ls",
            "PATH=x ls",
            "GIT_DIR=x git status",
            "LC_MESSAGES=.utf8 ls",
            "MALLOC_TRACE=x ls",
            "PAGER=x git log",
            "ls --unknown",
            "cat -Z f",
            "head -c",
            "cd",
            "cd -",
            "cd a b",
            "type -x y")) {
      assertThat(onlyReads(line)).as(line).isFalse();
    }
  }

  @Test
  void gitThatWritesOrStartsProgramsIsNotKnownSafe() {
    for (String line :
        List.of(
            "git",
            "git commit -m x",
            "git push",
            "git fetch",
            "git pull",
            "git checkout x",
            "git -c a=b log",
            "git --git-dir=x log",
            "git --work-tree x log",
            "git --exec-path=x log",
            "git -p log",
            "git --paginate log",
            "git --config-env=a=b log",
            "git -ca=b log",
            "git log --output=f",
            "git diff --output f",
            "git diff --ext-diff",
            "git log --textconv",
            "git show --show-signature",
            "git log --format='%G?'",
            "git log --pretty=format:%GK",
            "git log --remerge-diff",
            "git log --outp=f",
            "git log --diff-merges=remerge",
            "git diff --submodule=diff",
            "git log -S -- --output=f",
            "git log --format -- --output=f",
            "git log --author --output=f",
            "git cat-file --textconv x",
            "git cat-file --filters x",
            "git branch x",
            "git branch -d x",
            "git branch -m a b",
            "git branch -D x",
            "git branch --contains -- -D x",
            "git branch -v x",
            "git branch -f x",
            "git branch --edit-description",
            "git branch -u x",
            "git tag x",
            "git tag -d x",
            "git tag -v x",
            "git tag -a x",
            "git tag --contains -- -d x",
            "git remote add a b",
            "git remote show origin",
            "git remote update",
            "git remote rm a",
            "git config a.b c",
            "git config --unset a",
            "git config -e",
            "git config --edit",
            "git config --get a --unset b",
            "git config --file f -l",
            "git stash",
            "git stash pop",
            "git stash drop",
            "git worktree add x",
            "git worktree prune",
            "git reflog expire --all",
            "git reflog delete x",
            "git grep -O x",
            "git grep --open-files-in-pager=x y",
            "git grep --recurse-submodules x",
            "git ls-remote",
            "git archive HEAD",
            "git bisect start",
            "git describe --dirty",
            "git blame --textconv f",
            "git for-each-ref --format='%(signature)'",
            "git rev-parse --parseopt",
            "git help log",
            "git log --help",
            "git diff-files",
            "git submodule status",
            "git difftool",
            "git st",
            "git show-ref --exclude-existing",
            "git rev-parse --show-superproject-working-tree",
            "git status --porc")) {
      assertThat(onlyReads(line)).as(line).isFalse();
    }
  }

  @Test
  void whatIsReadIsReported() {
    assertRead("cat a ../b - /etc/passwd", false, "a", "../b", "/etc/passwd");
    assertRead("ls", false, ".");
    assertRead("ls -R x", true, "x");
    assertRead("grep -f pat -r x", true, "pat", "x");
    assertRead("grep x", false);
    assertRead("grep -r x", true, ".");
    assertRead("grep -n x f --exclude-from=e", false, "e", "f");
    assertRead("rg x", true, ".");
    assertRead("rg --files src", true, "src");
    assertRead("find a b -newer c -name d", true, "a", "b", "c");
    assertRead("sort -k 2 f --random-source=r", false, "r", "f");
    assertRead("date -r f", false, "f");
    assertRead("test a -nt b", false, "a", "b");
    assertRead("[ -f x ]", false, "x");
    assertRead("jq --slurpfile a f . g", false, "f", "g");
    assertRead("cd x", false, "x");
    assertRead("echo a", false);
    assertRead("git log -- f", true, ".", "f");
    assertRead("git show HEAD:.env", true, ".", "HEAD:.env", ".env");
    assertRead("git diff --no-index /a b", true, ".", "/a", "b");
    assertRead("git -C ../o blame --contents c f", true, "../o/c", "../o", "../o/f");
    assertRead("git -C /o log", true, "/o");
    assertRead("git --version", false);
  }

  @Test
  void aProgramThatBearsTheNameOfAnothersCommandIsNotThatCommand() {
    for (String order : List.of("git log", "'git log'", "git status", "'git status'")) {
      assertThat(onlyReads(order)).as(order).isEqualTo(!order.startsWith("'"));
    }
    assertThat(onlyReads("'git diff'")).isFalse();
    assertThat(onlyReads("git diff")).isTrue();
  }

  @Test
  void gitDependsOnFactsAboutTheFolderInWhichItRuns() {
    KnownPrograms hostileElsewhere =
        new KnownPrograms(folder -> folder.endsWith("bad"), name -> true);
    assertThat(onlyReads(hostileElsewhere, "git log")).isTrue();
    assertThat(onlyReads(hostileElsewhere, "git -C bad log")).isFalse();
    assertThat(onlyReads(hostileElsewhere, "git -C x -C bad log")).isFalse();
    assertThat(onlyReads(hostileElsewhere, "cd bad && git log")).isFalse();
    assertThat(onlyReads(hostileElsewhere, "cd $X; git log")).isFalse();
    assertThat(onlyReads(hostileElsewhere, "cd bad; git log")).isFalse();
    assertThat(onlyReads(hostileElsewhere, "cd \"$X\"; git log")).isFalse();
    // It runs in x or, where that cannot be entered, here: both were looked at.
    assertThat(onlyReads(hostileElsewhere, "cd x; git log")).isTrue();
    assertThat(onlyReads(hostileElsewhere, "cd x; git -C /y log")).isTrue();
  }

  @Test
  void programsThatTheModelMayHavePutThereAreNotKnown() {
    KnownPrograms none = new KnownPrograms(folder -> false, name -> false);
    assertThat(onlyReads(none, "ls")).isFalse();
    assertThat(onlyReads(none, "git log")).isFalse();
    assertThat(onlyReads(none, "echo a")).isTrue();
    assertThat(onlyReads(none, "/usr/bin/ls")).isTrue();
    assertThat(ProgramEnvironment.removes("RIPGREP_CONFIG_PATH", ".ripgreprc")).isTrue();
    assertThat(ProgramEnvironment.removes("RIPGREP_CONFIG_PATH", "/home/u/.ripgreprc")).isFalse();
  }

  @Test
  void inheritedGitConfigurationIsKeptAndOverridden() {
    assertThat(SafeGitEnvironment.VARIABLES)
        .containsEntry("GIT_CONFIG_COUNT", "4")
        .containsEntry("GIT_CONFIG_KEY_0", "core.fsmonitor")
        .containsEntry("GIT_CONFIG_VALUE_0", "false");
    assertThat(SafeGitEnvironment.additionsTo(Map.of("GIT_CONFIG_COUNT", "2")))
        .containsEntry("GIT_CONFIG_COUNT", "6")
        .containsEntry("GIT_CONFIG_KEY_2", "core.fsmonitor")
        .doesNotContainKey("GIT_CONFIG_KEY_0");
  }

  private void assertRead(String line, boolean tree, String... operands) {
    List<String> read = new ArrayList<>();
    boolean below = false;
    for (Deed deed : ((Deeds.Known) deeds(programs, line)).deeds()) {
      Deed.Reads reads = (Deed.Reads) deed;
      read.add(Words.literal(reads.path()));
      below |= reads.tree();
    }
    assertThat(read).as(line).containsExactly(operands);
    assertThat(below).as(line).isEqualTo(tree);
  }

  private boolean onlyReads(String line) {
    return onlyReads(programs, line);
  }

  private static boolean onlyReads(KnownPrograms programs, String line) {
    ShellReading reading = reading(line);
    if (!(reading instanceof Understood understood)) {
      return false;
    }
    for (ShellCommand command : understood.commands()) {
      if (!DeedText.readsWhatItTells(programs.of(command))) {
        return false;
      }
    }
    return true;
  }

  private static ShellReading reading(String line) {
    return new BashAnalysis(Map.of("HOME", "/home/someone"))
        .analyse(line.endsWith(" ;") ? line.replace(" ;", " ';'") : line, Path.of("/w"));
  }

  private static Deeds deeds(KnownPrograms programs, String line) {
    return reading(line) instanceof Understood understood
        ? programs.of(understood.commands().getLast())
        : new Deeds.Unknown("not understood");
  }
}
