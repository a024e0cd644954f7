package dev.muster.permission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.permission.RandomCalls.Call;
import dev.muster.permission.RandomCalls.Rules;
import dev.muster.permission.shell.BashAnalysis;
import dev.muster.permission.shell.ShellReading;
import dev.muster.protocol.Answer;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds of every policy and every call, tried on many of both. */
class PolicyPropertyTest {

  private static final int CASES = Integer.getInteger("muster.property.cases", 3_000);

  private final Random random = new Random(Long.getLong("muster.property.seed", 20261122L));
  @TempDir private Path temporary;
  private Session folders;
  private RandomCalls calls;

  @BeforeEach
  void begin() {
    folders = new Session(temporary);
    RandomCalls.make(folders);
    calls = new RandomCalls(random, folders.work);
  }

  private Session session(Rules rules, PermissionMode mode) {
    return new Session(temporary)
        .allow(rules.allow().toArray(String[]::new))
        .ask(rules.ask().toArray(String[]::new))
        .deny(rules.deny().toArray(String[]::new))
        .mode(mode);
  }

  private Decision decide(Rules rules, PermissionMode mode, Call call, Answer.Approve answer) {
    return session(rules, mode).decide(call.tool(), call.effect(), answer);
  }

  private Verdict verdict(Rules rules, PermissionMode mode, Call call) {
    return Session.verdict(session(rules, mode).decide(call.tool(), call.effect(), null));
  }

  private static boolean decidedBy(Decision decision, List<String> rules) {
    return decision.decided().rules().stream().anyMatch(rule -> rules.contains(rule.text()));
  }

  @Test
  void nothingSoftensWhatADenyRuleDenies() {
    int denied = 0;
    for (int i = 0; i < CASES; i++) {
      Rules rules = new Rules(List.of(), List.of(), calls.some(3));
      Call call = calls.call();
      Decision before = first(rules, call);
      if (Session.verdict(before) != Verdict.DENY || !decidedBy(before, rules.deny())) {
        continue;
      }
      denied++;
      Rules more = rules.with(calls.rules());
      PermissionMode mode = calls.mode();
      assertThat(Session.verdict(decide(more, mode, call, Session.YES)))
          .as("%s under %s in %s", call, more, mode)
          .isEqualTo(Verdict.DENY);
    }
    assertThat(denied).isGreaterThan(CASES / 12);
  }

  private Decision first(Rules rules, Call call) {
    return session(rules, PermissionMode.DEFAULT).decide(call.tool(), call.effect(), null);
  }

  @Test
  void whatAnAskRuleAsksAboutNeverRunsUnasked() {
    int asked = 0;
    for (int i = 0; i < CASES; i++) {
      Rules rules = new Rules(List.of(), calls.some(3), List.of());
      Call call = calls.call();
      Decision before = first(rules, call);
      if (!decidedBy(before, rules.ask())) {
        continue;
      }
      asked++;
      Rules more = rules.with(calls.rules());
      PermissionMode mode = calls.mode();
      assertThat(verdict(more, mode, call))
          .as("%s under %s in %s", call, more, mode)
          .isNotEqualTo(Verdict.ALLOW);
    }
    assertThat(asked).isGreaterThan(CASES / 12);
  }

  @Test
  void moreDenyAndAskRulesNeverSoften() {
    for (int i = 0; i < CASES; i++) {
      Rules rules = calls.rules();
      Rules more = rules.with(new Rules(List.of(), calls.some(2), calls.some(2)));
      Call call = calls.call();
      PermissionMode mode = calls.mode();
      assertThat(verdict(more, mode, call))
          .as("%s under %s and then %s in %s", call, rules, more, mode)
          .isGreaterThanOrEqualTo(verdict(rules, mode, call));
    }
  }

  @Test
  void moreAllowRulesNeverHarden() {
    for (int i = 0; i < CASES; i++) {
      Rules rules = calls.rules();
      Rules more = rules.with(new Rules(calls.some(3), List.of(), List.of()));
      Call call = calls.call();
      PermissionMode mode = calls.mode();
      assertThat(verdict(more, mode, call))
          .as("%s under %s and then %s in %s", call, rules, more, mode)
          .isLessThanOrEqualTo(verdict(rules, mode, call));
    }
  }

  @Test
  void anApprovalTurnsEveryQuestionAndNothingElse() {
    for (int i = 0; i < 3_000; i++) {
      Rules rules = calls.rules();
      Call call = calls.call();
      PermissionMode mode = calls.mode();
      Verdict before = verdict(rules, mode, call);
      assertThat(Session.verdict(decide(rules, mode, call, Session.YES)))
          .as("%s under %s in %s", call, rules, mode)
          .isEqualTo(before == Verdict.DENY ? Verdict.DENY : Verdict.ALLOW);
    }
  }

  @Test
  void aCompoundIsNeverSofterThanItsStrictestPart() {
    for (int i = 0; i < CASES; i++) {
      // of other layers a deny only asks where the compound is not understood
      Rules rules = calls.rules();
      PermissionMode mode = calls.mode();
      Session session =
          session(new Rules(rules.allow(), rules.ask(), List.of()), mode)
              .denyManaged(rules.deny().toArray(String[]::new));
      StringBuilder text = new StringBuilder();
      Verdict strictest = Verdict.ALLOW;
      for (int n = random.nextInt(3); n >= 0; n--) {
        String part =
            calls.pick(random.nextInt(6) == 0 ? RandomCalls.NOT_UNDERSTOOD : RandomCalls.PARTS);
        // a comment would swallow what follows it on its line, and so would a here-document
        boolean swallows = part.startsWith("#") || part.contains("<<");
        String join = swallows ? "\n" : calls.pick(RandomCalls.JOINS);
        text.append(part).append(n == 0 ? "" : join);
        Verdict alone = session.bash(part);
        strictest = alone.compareTo(strictest) > 0 ? alone : strictest;
      }
      if (mode == PermissionMode.BYPASS_PERMISSIONS && !understood(text.toString())) {
        continue; // it may be no text for a shell at all
      }
      assertThat(session.bash(text.toString()))
          .as("%s under %s in %s", text, rules, mode)
          .isGreaterThanOrEqualTo(strictest);
    }
  }

  private boolean understood(String text) {
    return new BashAnalysis(Map.of("HOME", "/home/someone")).analyse(text, folders.work)
        instanceof ShellReading.Understood;
  }

  @Test
  void whatIsNotUnderstoodNeverRunsByARuleAboutCommands() {
    BashAnalysis analysis = new BashAnalysis(Map.of("HOME", "/home/someone"));
    int tried = 0;
    for (int i = 0; i < CASES; i++) {
      String text = calls.text();
      if (!(analysis.analyse(text, folders.work) instanceof ShellReading.NotUnderstood)) {
        continue;
      }
      tried++;
      List<String> allow = new ArrayList<>();
      for (int n = random.nextInt(6); n >= 0; n--) {
        allow.add(calls.pick(RandomCalls.COMMAND_RULES));
      }
      allow.add("Bash(" + text.strip() + ")");
      Rules rules = new Rules(allow, calls.some(1), calls.some(1));
      PermissionMode mode = calls.mode();
      if (mode != PermissionMode.BYPASS_PERMISSIONS) {
        assertThat(session(rules, mode).bash(text))
            .as("%s under %s in %s", text, rules, mode)
            .isNotEqualTo(Verdict.ALLOW);
      }
    }
    assertThat(tried).isGreaterThan(CASES / 12);
  }

  @Test
  void aDenyOnAnyHopDenies() {
    for (int i = 0; i < 300; i++) {
      int links = 1 + random.nextInt(5);
      String folder = "chain" + i;
      folders.file(folder + "/target/0/file");
      for (int n = 1; n <= links; n++) {
        Path before = Path.of(n == 1 ? "target/0" : "link" + (n - 1));
        boolean absolute = random.nextBoolean();
        folders.link(
            folder + "/link" + n, absolute ? folders.work.resolve(folder).resolve(before) : before);
      }
      int named = random.nextInt(links + 1);
      String rule = folder + (named == 0 ? "/target/**" : "/link" + named + "/**");
      Path front = folders.work.resolve(folder + "/link" + links + "/file");
      for (PermissionMode mode : PermissionMode.values()) {
        Session session =
            new Session(temporary).allow("Read", "Bash").deny("Read(" + rule + ")").mode(mode);
        assertThat(session.read(front)).as(rule).isEqualTo(Verdict.DENY);
        assertThat(session.write(front)).as(rule).isEqualTo(Verdict.DENY);
        assertThat(session.bash("cat " + front)).as(rule).isEqualTo(Verdict.DENY);
      }
    }
  }

  @Test
  void theDecisionIsTheRootOfItsExplanation() {
    for (int i = 0; i < 2_000; i++) {
      Call call = calls.call();
      PermissionMode mode = calls.mode();
      Session session = session(calls.rules(), mode);
      Explanation why =
          session.engine().explain(Session.call(call.tool()), List.of(call.effect()), mode);
      assertThat(why.decided())
          .isEqualTo(session.decide(call.tool(), call.effect(), null).decided());
      assertThat(why.finding().subject()).isInstanceOf(Subject.Call.class);
      assertThat(why.finding().parts()).isNotEmpty();
    }
  }

  @Test
  void onlyTheEngineMakesPermits() {
    assertThat(PermittedCall.class.isSealed()).isTrue();
    assertThat(PermittedCall.class.getPermittedSubclasses()).containsExactly(Permit.class);
    assertThat(java.lang.reflect.Modifier.isPublic(Permit.class.getModifiers())).isFalse();
  }
}
