package dev.muster.permission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.permission.RandomCalls.Call;
import dev.muster.protocol.Answer;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.PermissionUpdate;
import dev.muster.protocol.PermissionUpdate.Behavior;
import dev.muster.protocol.PermissionUpdate.Destination;
import dev.muster.protocol.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever lower layers, flags, answers, hooks, modes and the sandbox come with, what managed rules
 * deny or ask about never becomes looser. A hook and a person change rules by the same updates.
 */
class ManagedPropertyTest {

  private static final int CASES = Integer.getInteger("muster.property.cases", 4_000);
  private static final long SEED = Long.getLong("muster.property.seed", 20261128L);

  private final Random random = new Random(SEED);
  @TempDir private Path temporary;
  private RandomCalls calls;

  @BeforeEach
  void begin() {
    Session folders = new Session(temporary);
    RandomCalls.make(folders);
    calls = new RandomCalls(random, folders.work);
  }

  /** One managed policy, by itself and under everything that may come from elsewhere. */
  private record Policies(List<String> deny, List<String> ask) {
    Session alone(Path temporary) {
      return new Session(temporary)
          .denyManaged(deny.toArray(String[]::new))
          .askManaged(ask.toArray(String[]::new));
    }
  }

  private Session crowded(Policies managed, PermissionMode mode) {
    Session session = managed.alone(temporary).mode(mode);
    session.allow(array(calls.some(4))).ask(array(calls.some(2))).deny(array(calls.some(2)));
    session.allowFrom(session.config, array(calls.some(3)));
    session.denyFrom(session.config, array(calls.some(1)));
    if (random.nextInt(4) == 0) {
      session.folder(session.work, session.outside, session.home);
    }
    return session;
  }

  private static String[] array(List<String> rules) {
    return rules.toArray(String[]::new);
  }

  /** Changes such as a hook or a person may make, among them such as aim at the managed rules. */
  private List<PermissionUpdate> updates(Policies managed) {
    List<PermissionUpdate> updates = new ArrayList<>();
    List<String> all = new ArrayList<>(managed.deny());
    all.addAll(managed.ask());
    for (int n = random.nextInt(4); n > 0; n--) {
      Destination to = Destination.values()[random.nextInt(Destination.values().length)];
      Behavior list = Behavior.values()[random.nextInt(Behavior.values().length)];
      updates.add(
          switch (random.nextInt(6)) {
            case 0 -> new PermissionUpdate.AddRules(Behavior.ALLOW, calls.some(3), to);
            case 1 -> new PermissionUpdate.AddRules(Behavior.ALLOW, all, to);
            case 2 -> new PermissionUpdate.RemoveRules(list, all, to);
            case 3 -> new PermissionUpdate.ReplaceRules(list, List.of(), to);
            case 4 -> new PermissionUpdate.SetMode(calls.mode(), to);
            default -> new PermissionUpdate.AddDirectories(List.of("/", "~/", ".."), to);
          });
    }
    return updates;
  }

  /** A sandbox that is enough for everything. */
  private static final CommandConfinement SETTLING =
      new CommandConfinement() {
        @Override
        public boolean settles(dev.muster.protocol.Effect.RunShell run, PermissionMode mode) {
          return true;
        }

        @Override
        public dev.muster.protocol.Confinement of(
            List<dev.muster.protocol.Effect> effects, PermissionMode mode) {
          return CommandConfinement.NONE.of(effects, mode);
        }
      };

  private Verdict verdict(
      PolicyEngine engine, Call call, PermissionMode mode, Answer.@Nullable Approve answer) {
    return Session.verdict(
        engine.decide(Session.call(call.tool()), List.of(call.effect()), mode, answer));
  }

  @Test
  void nothingLoosensWhatManagedRulesDenyOrAskAbout() {
    int denied = 0;
    int asked = 0;
    for (int i = 0; i < CASES; i++) {
      Policies managed = new Policies(calls.some(3), calls.some(2));
      Call call = calls.call();
      Decision before = managed.alone(temporary).decide(call.tool(), call.effect(), null);
      boolean ruled =
          before.decided().rules().stream()
              .anyMatch(rule ->
                  managed.deny().contains(rule.text()) || managed.ask().contains(rule.text()));
      Verdict alone = Session.verdict(before);
      if (!ruled || alone == Verdict.ALLOW) {
        continue;
      }
      PermissionMode mode = calls.mode();
      Session session = crowded(managed, mode);
      PolicyEngine engine =
          session.engine(random.nextBoolean() ? SETTLING : CommandConfinement.NONE);
      List<PermissionUpdate> updates = updates(managed);
      engine.take(updates);
      String what =
          "%s under %s with %s in %s, seed %d".formatted(call, managed, updates, mode, SEED);
      if (alone == Verdict.DENY) {
        denied++;
        assertThat(verdict(engine, call, mode, null)).as(what).isEqualTo(Verdict.DENY);
        assertThat(verdict(engine, call, mode, Session.YES)).as(what).isEqualTo(Verdict.DENY);
      } else {
        asked++;
        assertThat(verdict(engine, call, mode, null)).as(what).isNotEqualTo(Verdict.ALLOW);
      }
    }
    assertThat(denied).as("denied").isGreaterThan(CASES / 20);
    assertThat(asked).as("asked").isGreaterThan(CASES / 20);
  }

  /** Where only managed rules count, nothing else is allowed, whoever says so. */
  @Test
  void whereOnlyManagedRulesCountNoOtherRuleAllows() {
    for (int i = 0; i < CASES / 4; i++) {
      Policies managed = new Policies(calls.some(2), calls.some(2));
      Call call = calls.call();
      Verdict alone =
          Session.verdict(
              managed.alone(temporary).managedRulesOnly().decide(call.tool(), call.effect(), null));
      PolicyEngine engine = managed.alone(temporary).managedRulesOnly().engine();
      List<PermissionUpdate> grants =
          List.of(
              new PermissionUpdate.AddRules(Behavior.ALLOW, calls.some(4), Destination.SESSION),
              new PermissionUpdate.RemoveRules(
                  Behavior.DENY, managed.deny(), Destination.USER_SETTINGS));
      engine.take(grants);
      assertThat(verdict(engine, call, PermissionMode.DEFAULT, null))
          .as("%s under %s with %s, seed %d", call, managed, grants, SEED)
          .isEqualTo(alone);
    }
  }
}
