package dev.muster.permission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.protocol.Description.Risk;
import dev.muster.protocol.Effect;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.PermissionUpdate;
import dev.muster.protocol.PermissionUpdate.AddRules;
import dev.muster.protocol.PermissionUpdate.Behavior;
import dev.muster.protocol.PermissionUpdate.Destination;
import dev.muster.protocol.PermissionUpdate.SetMode;
import dev.muster.protocol.Question;
import dev.muster.protocol.Question.Cause;
import dev.muster.protocol.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What questions say and propose. */
class QuestionTest {

  private static final SetMode ACCEPT =
      new SetMode(PermissionMode.ACCEPT_EDITS, Destination.SESSION);

  private Session session;

  @BeforeEach
  void begin(@TempDir Path temporary) {
    session = new Session(temporary);
  }

  private Question bash(String text) {
    return session.question("Bash", new Effect.RunShell(text, session.work));
  }

  private static AddRules local(String... rules) {
    return new AddRules(Behavior.ALLOW, List.of(rules), Destination.LOCAL_SETTINGS);
  }

  private static AddRules passing(String... rules) {
    return new AddRules(Behavior.ALLOW, List.of(rules), Destination.SESSION);
  }

  @Test
  void proposesTheVeryCommandsThatNothingAllows() {
    session.file("a.txt");
    assertThat(bash("make all").suggestions()).containsExactly(local("Bash(make all)"));
    assertThat(bash("cat a.txt && make all; npm  'run' x").suggestions())
        .containsExactly(local("Bash(make all)", "Bash(npm run x)"));
    assertThat(bash("make 'a b'").suggestions()).containsExactly(local("Bash(make 'a b')"));
    assertThat(bash("X=1 make").suggestions()).containsExactly(local("Bash(X=1 make)"));
    assertThat(bash("timeout 5 make").suggestions()).containsExactly(local("Bash(timeout 5 make)"));
    assertThat(bash("rm a.txt").suggestions()).containsExactly(local("Bash(rm a.txt)"));
    assertThat(bash("a; b; c; d; e").suggestions())
        .containsExactly(local("Bash(a)", "Bash(b)", "Bash(c)", "Bash(d)", "Bash(e)"));
  }

  @Test
  void proposesToAcceptEditsInsideAndTheVeryFileOutside() {
    Path inside = session.file("a");
    Path outside = session.outside.resolve("a [1]");
    assertThat(session.question("Edit", new Effect.WriteFile(inside)).suggestions())
        .containsExactly(ACCEPT);
    assertThat(session.question("Write", new Effect.WriteFile(outside)).suggestions())
        .containsExactly(passing("Edit(/" + session.outside + "/a \\[1\\])"));
    assertThat(bash("echo x > a").suggestions()).containsExactly(ACCEPT);
    assertThat(bash("make > a").suggestions()).containsExactly(local("Bash(make)"), ACCEPT);
  }

  @Test
  void proposesTheFolderOfWhatIsReadOutside() {
    Path file = session.outside.resolve("a");
    AddRules folder = passing("Read(/" + session.outside + "/**)");
    assertThat(session.question("Read", new Effect.ReadFile(file)).suggestions())
        .containsExactly(folder);
    assertThat(bash("cat " + file).suggestions()).containsExactly(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo $X",
        "make *",
        "rm -rf /",
        "rm -rf .git",
        "echo x > .envrc",
        "asked",
        "make && asked",
        "wrapper forbidden",
        "a; b; c; d; e; f",
        "make \"a\nb\"",
        "cat < loop"
      })
  void proposesNothingWhereMoreThanARuleIsMissing(String text) {
    session.file(".git/config");
    session.ask("Bash(asked)").deny("Bash(forbidden:*)");
    assertThat(bash(text).suggestions()).isEmpty();
  }

  @Test
  void proposesNoRulesWhereOnlyManagedOnesCount() {
    session.managedRulesOnly();
    assertThat(bash("make").suggestions()).isEmpty();
    assertThat(session.question("Read", new Effect.ReadFile(session.outside)).suggestions())
        .isEmpty();
    assertThat(session.question("Edit", new Effect.WriteFile(session.file("a"))).suggestions())
        .containsExactly(ACCEPT);
  }

  /** Whoever grants what is proposed is not asked again, and nothing else is let through by it. */
  @Test
  void whatIsProposedIsEnoughAndNoMore() {
    session.file("a.txt");
    for (String text :
        List.of("make all", "make all && npm test", "cat " + session.outside + "/x", "echo > b")) {
      Session fresh = session.fresh();
      PermissionMode mode = PermissionMode.DEFAULT;
      for (PermissionUpdate grant : bash(text).suggestions()) {
        assertThat(fresh.engine().take(List.of(grant))).isEmpty();
        mode = grant instanceof SetMode set ? set.mode() : mode;
      }
      fresh.mode(mode);
      assertThat(fresh.bash(text)).as(text).isEqualTo(Verdict.ALLOW);
      for (String other :
          List.of("make alls", "make all x", "npm test --x", "make", "cat /etc/hostname", "rm x")) {
        assertThat(fresh.bash(other)).as("%s after %s", other, text).isEqualTo(Verdict.ASK);
      }
    }
  }

  @Test
  void saysInPlainWordsWhatWouldHappen() {
    session.file("build/x");
    session.file("a.txt");
    Question removal = bash("rm -rf build && make > out.txt; cat a.txt");
    assertThat(removal.description().points())
        .containsExactly(
            "Deletes build and everything below",
            "Runs `make`, of which it is not known what it does",
            "Writes to out.txt",
            "Reads a.txt");
    assertThat(removal.description().risk()).isEqualTo(Risk.HIGH);
    assertThat(removal.description().riskReason()).contains("deletes whole folders");
    assertThat(removal.description().always())
        .contains("allow Bash(rm -rf build), Bash(make), Bash(cat a.txt) in this project, for you")
        .contains("acceptEdits until the session ends");
    assertThat(bash("bash script.sh").description().points())
        .contains("Runs a script", "Reads script.sh");
    assertThat(bash("ln -s a.txt b").description().points()).contains("Makes b lead to a.txt");
    assertThat(bash("eval $X").description().points())
        .contains("Runs something that is not understood");
    assertThat(bash("eval $X").description().risk()).isEqualTo(Risk.HIGH);
    Question outside = session.question("Read", new Effect.ReadFile(session.outside.resolve("a")));
    assertThat(outside.description().points())
        .containsExactly("Reads " + session.outside.resolve("a"));
    assertThat(outside.description().risk()).isEqualTo(Risk.LOW);
  }

  @Test
  void saysWhyItIsAsked() {
    session.ask("Bash(asked)");
    assertThat(bash("asked").cause()).isEqualTo(Cause.RULE);
    assertThat(bash("make").cause()).isEqualTo(Cause.MODE);
    assertThat(bash("eval $X").cause()).isEqualTo(Cause.RULE);
    assertThat(bash("echo x > .envrc").cause()).isEqualTo(Cause.GUARD);
    assertThat(bash("cat /etc/hostname").cause()).isEqualTo(Cause.OUTSIDE);
    assertThat(bash("rm -rf /").cause()).isEqualTo(Cause.GUARD);
  }
}
