package dev.muster.permission;

import static dev.muster.protocol.Verdict.ALLOW;
import static dev.muster.protocol.Verdict.ASK;
import static dev.muster.protocol.Verdict.DENY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandVerdictTest {

  private Session session;

  @BeforeEach
  void begin(@TempDir Path temporary) {
    session = new Session(temporary);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo hello",
        "cat a.txt",
        "cat a.txt | head -5",
        "cat a.txt && ls; pwd",
        "cd sub && cat b.txt",
        "LANG=C ls",
        "timeout 5 cat a.txt",
        "nice -n 5 nohup cat a.txt",
        "ls 2>/dev/null",
        "ls 2>&1",
        "wc < a.txt",
        "git status",
        "cat *",
        "cat sub/*.txt",
        "for f in *.txt; do cat \"$f\"; done",
        "cat <(cat a.txt)",
        "echo $HOME",
        "echo x >&2",
        "echo x > /dev/stderr",
        "cat sub/../a.txt",
        "grep -r x .",
        "X=1",
        "cd sub; cat a.txt",
        "cd sub && git status",
        "cd sub || cd other; wc < a.txt",
        ""
      })
  void readingInsideIsFree(String text) {
    session.file("a.txt");
    session.file("sub/b.txt");
    assertThat(session.bash(text)).isEqualTo(ALLOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "make",
        "cat /etc/passwd",
        "cat a.txt | sh",
        "cat a.txt && make",
        "make; cat a.txt",
        "cat ../x",
        "wc < /etc/passwd",
        "echo x > a.txt",
        "echo x >> a.txt",
        "ls > out 2>&1",
        "cd /etc",
        "cd /etc && cat passwd",
        "cd ..",
        "LD_PRELOAD=x cat a.txt",
        "cd $X; cat a.txt",
        "cat --write a.txt",
        "xargs cat",
        "echo a.txt | xargs cat",
        "cat $X",
        "eval $X",
        "echo /etc/*",
        "cat ../*",
        "make; echo *",
        "cat a.txt > ~/x",
        "sleep 5 &",
        "touch new",
        "rm a.txt",
        "find . -delete"
      })
  void theRestAsks(String text) {
    session.file("sub/b.txt");
    assertThat(session.bash(text)).isEqualTo(ASK);
  }

  @ParameterizedTest(name = "{0}: {1} is {2}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "Bash(npm test)¦npm test¦ALLOW",
        "Bash(npm test)¦npm test x¦ASK",
        "Bash(npm test:*)¦npm test x¦ALLOW",
        "Bash(npm test:*)¦npm tests¦ASK",
        "Bash(npm test:*)¦npm test | cat¦ALLOW",
        "Bash(npm test:*)¦npm test && make¦ASK",
        "Bash(npm test:*)¦npm test > out.txt¦ASK",
        "Bash(npm test:*)¦npm test > /dev/null¦ALLOW",
        "Bash(npm test:*)¦npm test $X¦ALLOW",
        "Bash(npm test:*)¦npm test $(make)¦ASK",
        "Bash(npm test:*)¦'npm test'¦ASK",
        "Bash(npm test:*)¦timeout 60 npm test¦ALLOW",
        "Bash(npm test:*)¦nohup nice npm test¦ALLOW",
        "Bash(npm test:*)¦xargs npm test¦ALLOW",
        "Bash(npm test:*)¦xargs -n1 npm test¦ASK",
        "Bash(npm test:*)¦timeout -x npm test¦ASK",
        "Bash(npm test:*)¦env npm test¦ASK",
        "Bash(npm test:*)¦sudo npm test¦ASK",
        "Bash(npm test:*)¦CI=1 npm test¦ALLOW",
        "Bash(npm test:*)¦NODE_OPTIONS=x npm test¦ASK",
        "Bash(npm test:*)¦./npm test¦ASK",
        "Bash(npm test:*)¦cd sub && npm test¦ALLOW",
        "Bash(npm test:*)¦cd /etc && npm test¦ASK",
        "Bash(timeout 60 npm test)¦timeout 60 npm test¦ALLOW",
        "Bash(NODE_OPTIONS=x npm test)¦NODE_OPTIONS=x npm test¦ALLOW",
        "Bash(NODE_OPTIONS=x npm test)¦NODE_OPTIONS=y npm test¦ASK",
        "Bash(git commit -m \"a b\")¦git commit -m \"a b\"¦ALLOW",
        "Bash(git commit:*)¦git commit -m 'a b'¦ALLOW",
        "Bash(git:*)¦cd sub && git commit¦ASK",
        "Bash(git:*)¦cd sub && git push¦ASK",
        "Bash(find:*)¦find . -name x -type f¦ALLOW",
        "Bash(find:*)¦find . -exec rm x +¦ASK",
        "Bash(find:*)¦find . -delete¦ASK",
        "Bash(find:*)¦timeout 5 find . -delete¦ASK",
        "Bash(find sub -delete)¦find sub -delete¦ALLOW",
        "Bash(find . -delete)¦find . -delete¦ASK",
        "Bash(watch:*)¦watch ls¦ASK",
        "Bash(setsid *)¦setsid make¦ASK",
        "Bash(flock:*)¦flock f make¦ASK",
        "Bash(ionice:*)¦ionice make¦ASK",
        "Bash(cat:*)¦cat /etc/hostname¦ALLOW",
        "Bash(rm:*)¦rm -rf sub¦ALLOW",
        "Bash(rm:*)¦rm -rf .git¦ASK",
        "Bash(rm:*)¦rm -rf /¦ASK",
        "Bash(rm:*)¦rm -rf .¦ASK",
        "Bash(rm:*)¦rm -rf ..¦ASK",
        "Bash(rm:*)¦rm -rf /usr¦ASK",
        "Bash(rm:*)¦rm -rf sub/..¦ASK",
        "Bash(cp:*)¦cp a .git/hooks/x¦ASK",
        "Bash(cp:*)¦cp -t .git a¦ASK",
        "Bash(cp:*)¦cp .git/config copy¦ALLOW",
        "Bash(chmod:*)¦chmod +x .husky/pre-commit¦ASK",
        "Bash(sed:*)¦sed -i s/a/b/ .bashrc¦ASK",
        "Bash(sudo:*)¦sudo tee .git/config¦ASK",
        "Bash(*)¦npm anything¦ALLOW",
        "Bash(*)¦echo $HOME¦ALLOW",
        "Bash(*)¦eval $X¦ASK",
        "Bash¦eval $X¦ASK",
        "Bash¦make && cat /etc/x > out¦ALLOW",
        "Bash¦rm -rf /¦ASK",
        "Bash¦rm -rf \"$X\"/*¦ASK",
        "Bash¦rm -rf ~¦ASK",
        "Bash¦cd x; rm -rf $Y/¦ASK",
        "Bash¦sudo rm -rf /etc¦ASK",
        "Bash¦bash -c 'rm -rf /etc'¦ASK",
        "Bash(:*)¦eval $X¦ASK",
        "PowerShell(make:*)¦make¦ASK",
      })
  void allowRules(String rule, String text, Verdict expected) {
    session.file("sub/b.txt");
    session.file(".git/config");
    assertThat(session.allow(rule).bash(text)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "Bash(rm:*)¦rm x",
        "Bash(rm:*)¦rm",
        "Bash(rm:*)¦'rm' x",
        "Bash(rm:*)¦r\\m x",
        "Bash(rm:*)¦/bin/rm x",
        "Bash(rm:*)¦X=1 rm x",
        "Bash(rm:*)¦LD_PRELOAD=y rm x",
        "Bash(rm:*)¦ls && rm x",
        "Bash(rm:*)¦ls | rm x",
        "Bash(rm:*)¦env rm x",
        "Bash(rm:*)¦env A=b /bin/rm x",
        "Bash(rm:*)¦sudo -u me rm x",
        "Bash(rm:*)¦watch rm x",
        "Bash(rm:*)¦ionice -c 3 rm x",
        "Bash(rm:*)¦setsid rm x",
        "Bash(rm:*)¦nohup rm x",
        "Bash(rm:*)¦timeout -k 1 5 rm x",
        "Bash(rm:*)¦xargs -n1 rm",
        "Bash(rm:*)¦find . -exec rm x +",
        "Bash(rm:*)¦find . -exec sudo rm x +",
        "Bash(rm:*)¦bash -c 'rm x'",
        "Bash(rm:*)¦bash -c -e 'rm x'",
        "Bash(rm:*)¦bash -ec 'ls; rm x'",
        "Bash(rm:*)¦sh -c \"bash -c 'rm x'\"",
        "Bash(rm:*)¦sudo bash -c 'rm x'",
        "Bash(rm:*)¦eval 'rm x'",
        "Bash(rm:*)¦env -S 'rm x'",
        "Bash(rm -rf *)¦rm -rf x",
        "Bash(rm /etc/*)¦/bin/rm /etc/passwd",
        "Bash(git push:*)¦git push origin",
        "Bash(git push:*)¦git -C sub push",
        "Bash(git push:*)¦git --no-pager -c a=b push",
        "Bash(git push:*)¦/usr/bin/git --git-dir x push --force",
        "Bash(git commit -m \"x y\" *)¦git commit -m \"x y\" z",
        "Bash(curl*)¦curl x",
        "Bash(*secret*)¦echo secret",
        "Bash(*)¦ls",
        "Bash(:*)¦ls",
        "Bash¦ls",
      })
  void denyRulesHold(String rule, String text) {
    session.allow("Bash", "Bash(*)", "Bash(rm:*)").deny(rule);
    for (PermissionMode mode : PermissionMode.values()) {
      assertThat(session.mode(mode).bash(text)).as("%s", mode).isEqualTo(DENY);
    }
  }

  /** What is plain to see in a text that varies is denied for certain. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bash -c 'rm $X'",
        "rm $X",
        "/bin/rm $X",
        "'/bin'/rm $X",
        "\"/usr/bin/rm\" $X",
        "$(echo rm) y",
        "for i in 1 2; do rm $i; done",
        "if true; then /bin/rm $i; fi",
        "x=rm; $x y",
        "trap 'rm x' EXIT"
      })
  void aDenyRuleSeesThroughWhatIsUnderstood(String text) {
    session.allow("Bash", "Bash(*)", "Bash(rm:*)").deny("Bash(curl *)", "Bash(rm:*)");
    for (PermissionMode mode : PermissionMode.values()) {
      assertThat(session.mode(mode).bash(text)).as("%s", mode).isEqualTo(DENY);
    }
  }

  /**
   * What cannot be excluded is asked about by name, and is refused where an administrator forbids.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "$X y",
        "eval $X",
        "$(date) y",
        "r$X y",
        "/bin/$X",
        "bash -c \"$X\"",
        "cat x | bash",
        "bash <(cat x)",
        "cat x | xargs env",
        "shopt -s expand_aliases\nalias z=rm\nz x",
      })
  void aDenyRuleThatCannotBeExcludedIsNamed(String text) {
    session.allow("Bash", "Bash(*)", "Bash(rm:*)").deny("Bash(curl *)", "Bash(rm:*)");
    for (PermissionMode mode : List.of(PermissionMode.DEFAULT, PermissionMode.BYPASS_PERMISSIONS)) {
      Decision decision = session.mode(mode).bashDecision(text);
      assertThat(Session.verdict(decision)).as("%s", mode).isEqualTo(ASK);
      assertThat(decision.decided().reason()).contains("deny Bash(rm:*)");
    }
    session.denyManaged("Bash(rm:*)");
    for (PermissionMode mode : PermissionMode.values()) {
      assertThat(session.mode(mode).bash(text)).as("%s", mode).isEqualTo(DENY);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wrapper rm x",
        "wrapper -v /bin/rm",
        "wrapper 'rm -rf x'",
        "wrapper --run=rm",
        "wrapper 'BEGIN { system(\"rm x\") }'",
        "echo rm x | wrapper",
      })
  void whatAnUnknownProgramMayStartIsAskedAbout(String text) {
    session.allow("Bash").denyManaged("Bash(rm:*)");
    Decision decision = session.bashDecision(text);
    assertThat(Session.verdict(decision)).isEqualTo(ASK);
    assertThat(decision.decided().reason()).contains("deny Bash(rm:*)");
    assertThat(session.bash("wrapper rmx x")).isEqualTo(ALLOW);
    assertThat(session.bash("echo rm x | cat")).isEqualTo(ALLOW);
    assertThat(session.bash("wrapper rmdir x")).isEqualTo(ALLOW);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "Bash(rm:*)¦ls",
        "Bash(rm:*)¦echo rm",
        "Bash(rm:*)¦cat rm",
        "Bash(rm:*)¦rmdir-not x",
        "Bash(git push:*)¦git log",
        "Bash(rm x)¦rm y",
        "Bash(curl*)¦echo x",
      })
  void denyRulesTakeNothingElse(String rule, String text) {
    assertThat(session.allow("Bash").deny(rule).bash(text)).isEqualTo(ALLOW);
  }

  @Test
  void aTextThatIsTooLongIsNotUnderstood() {
    String text = "echo " + "x".repeat(10_001);
    assertThat(session.bash(text)).isEqualTo(ASK);
    assertThat(session.allow("Bash(echo:*)").bash(text)).isEqualTo(ASK);
    assertThat(session.deny("Bash(echo:*)").bash(text)).isEqualTo(DENY);
  }

  @Test
  void noNumberOfWordsHidesAnything() {
    String text = "env " + "a ".repeat(5_000) + "rm b";
    assertThat(session.allow("Bash").bash(text)).isEqualTo(ASK); // it is long
    assertThat(session.deny("Bash(rm:*)").bash(text)).isEqualTo(ASK);
    assertThat(session.deny("Bash(a:*)").bash(text)).isEqualTo(DENY);
    assertThat(session.bash("env ".repeat(5_000) + "rm b")).isEqualTo(DENY);
  }

  @Test
  void textsNestedTooDeeplyAreNotUnderstood() {
    String text = "rmx";
    for (int i = 0; i < 6; i++) {
      text = "bash -c " + "'" + text.replace("'", "'\\''") + "'";
    }
    assertThat(session.allow("Bash").bash(text)).isEqualTo(ALLOW);
    assertThat(session.deny("Bash(rmx)").bash(text)).isEqualTo(DENY);
    assertThat(session.bash("env ".repeat(20) + "rmx")).isEqualTo(DENY);
    assertThat(session.bash("env ".repeat(20) + "rmy")).isEqualTo(ASK);
  }

  @Test
  void askRulesAskInEveryMode() {
    session.allow("Bash", "Bash(git push:*)").ask("Bash(git push:*)");
    for (PermissionMode mode : PermissionMode.values()) {
      Verdict expected =
          mode == PermissionMode.PLAN || mode == PermissionMode.DONT_ASK ? DENY : ASK;
      for (String text :
          new String[] {"git push", "env git push", "bash -c 'git push'", "git $X"}) {
        assertThat(session.mode(mode).bash(text)).as("%s %s", mode, text).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cat .env",
        "cat ./.env",
        "cat sub/../.env",
        "head -1 < .env",
        "cat link",
        "timeout 5 cat .env",
        "cp .env copy",
        "mv .env copy",
        "ln -s .env x",
        "sed -n p .env",
        "bash -c 'cat .env'",
        "cd sub && cat ../.env",
        "touch .env",
        "echo x >> .env",
        "source .env",
        ". .env",
      })
  void aFileThatMustNotBeReadIsClosedToCommandsThatDealWithFiles(String text) {
    session.file(".env");
    session.file("sub/x");
    session.link("link", Path.of(".env"));
    session.allow("Bash").deny("Read(.env)").mode(PermissionMode.BYPASS_PERMISSIONS);
    assertThat(session.bash(text)).isEqualTo(DENY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cat $X",
        "cat .*",
        "node --env-file=.env x",
        "wrapper <<< .env",
        "git add .env",
        "cat --write .env",
        "dd if=.env",
        "wrapper @.env",
        "grep -r x .",
        "cp -r . copy",
        "echo .env | xargs cat",
        "echo .env | xargs -I{} cat {}",
        "find . -name x -exec cat {} +",
        "cd a || cd b; cat .env",
        "cd $X || cd b; wc < x",
        "sudo cat .env",
      })
  void whereAClosedFileMayBeMeantOrReachedSomebodyIsAsked(String text) {
    session.file(".env");
    session.allow("Bash", "Bash(cat:*)").deny("Read(.env)");
    for (PermissionMode mode :
        new PermissionMode[] {PermissionMode.DEFAULT, PermissionMode.BYPASS_PERMISSIONS}) {
      assertThat(session.mode(mode).bash(text)).as("%s", mode).isIn(ASK, DENY);
    }
  }

  @Test
  void otherCommandsAreNotBotheredByClosedFiles() {
    session.allow("Bash").deny("Read(.env)", "Read(~/.ssh/**)");
    for (String text : new String[] {"make", "npm test", "echo .env", "git commit -m .env"}) {
      assertThat(session.bash(text)).as(text).isEqualTo(ALLOW);
    }
    Session home = session.deny("Edit(locked)");
    assertThat(home.bash("cat locked")).isEqualTo(ALLOW);
    assertThat(home.bash("rm locked")).isEqualTo(DENY);
  }

  @Test
  void aSearchOutsideOfWhatIsClosedIsFree() {
    session.deny("Read(~/.ssh/**)", "Read(//etc/shadow)", "Read(.env)");
    assertThat(session.bash("grep -r x .")).isEqualTo(ALLOW);
    assertThat(session.allow("Bash(grep:*)").bash("grep -r x /etc")).isEqualTo(DENY);
    assertThat(session.bash("grep -r x " + session.home)).isEqualTo(ALLOW);
    session.file("deep/er/.env");
    assertThat(session.bash("grep -r x .")).isEqualTo(DENY);
    assertThat(session.bash("grep -r x deep/er")).isEqualTo(DENY);
    assertThat(session.bash("rm -r deep")).isEqualTo(DENY);
  }

  @Test
  void theReasonNamesThePartThatDecides() {
    Decision decision = session.bashDecision("ls && cat /etc/hostname && pwd");
    assertThat(decision.decided().reason()).contains("cat /etc/hostname").contains("outside");
    decision = session.deny("Bash(make:*)").bashDecision("ls; timeout 5 make all");
    assertThat(decision.decided().reason()).contains("timeout 5 make all");
    assertThat(decision.decided().rules())
        .singleElement()
        .satisfies(rule -> assertThat(rule.text()).isEqualTo("Bash(make:*)"));
  }

  @ParameterizedTest
  @EnumSource(PermissionMode.class)
  void caseDoesNotGetRoundADeny(PermissionMode mode) {
    session.ignoringCase().allow("Bash").denyManaged("Bash(rm:*)", "Bash(Make:*)").mode(mode);
    for (String text : new String[] {"RM x", "env Rm x", "make", "RM $X"}) {
      assertThat(session.bash(text)).as(text).isEqualTo(DENY);
    }
  }

  /** Texts made to be slow; each is decided well within the limit. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "env rm ",
        "bash|",
        "bash -c '",
        "find . -exec cat {} ",
        "$(",
        "a;",
        "cat x\n",
        "env "
      })
  void costStaysInProportion(String piece) {
    session.allow("Bash").deny("Bash(curl:*)", "Bash(*a*b*c*d)", "Read(.env)", "Edit(x/**)");
    String text = piece.repeat(9_900 / piece.length());
    assertTimeout(Duration.ofSeconds(10), () -> session.bash(text));
    assertTimeout(Duration.ofSeconds(10), () -> session.bash(text.repeat(10)));
  }
}
