package dev.muster.permission;

import static dev.muster.protocol.Verdict.ALLOW;
import static dev.muster.protocol.Verdict.ASK;
import static dev.muster.protocol.Verdict.DENY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.PermissionUpdate;
import dev.muster.protocol.PermissionUpdate.AddDirectories;
import dev.muster.protocol.PermissionUpdate.AddRules;
import dev.muster.protocol.PermissionUpdate.Behavior;
import dev.muster.protocol.PermissionUpdate.Destination;
import dev.muster.protocol.PermissionUpdate.RemoveDirectories;
import dev.muster.protocol.PermissionUpdate.RemoveRules;
import dev.muster.protocol.PermissionUpdate.ReplaceRules;
import dev.muster.protocol.PermissionUpdate.SetMode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is granted while a session runs. */
class GrantTest {

  private Session session;

  @BeforeEach
  void begin(@TempDir Path temporary) {
    session = new Session(temporary);
  }

  private List<String> take(PermissionUpdate... updates) {
    return session.engine().take(List.of(updates));
  }

  private static AddRules add(Behavior behavior, String... rules) {
    return new AddRules(behavior, List.of(rules), Destination.SESSION);
  }

  @Test
  void rulesCountFromTheNextDecisionOn() {
    assertThat(session.bash("make")).isEqualTo(ASK);
    assertThat(take(add(Behavior.ALLOW, "Bash(make:*)"))).isEmpty();
    assertThat(session.bash("make all")).isEqualTo(ALLOW);
    assertThat(take(add(Behavior.ASK, "Bash(make install)"))).isEmpty();
    assertThat(session.bash("make install")).isEqualTo(ASK);
    assertThat(take(add(Behavior.DENY, "Bash(make deploy)"))).isEmpty();
    assertThat(session.bash("make deploy")).isEqualTo(DENY);
    assertThat(
            take(new RemoveRules(Behavior.DENY, List.of("Bash(make deploy)"), Destination.SESSION)))
        .isEmpty();
    assertThat(session.bash("make deploy")).isEqualTo(ALLOW);
    assertThat(
            take(new ReplaceRules(Behavior.ALLOW, List.of("Bash(npm test)"), Destination.SESSION)))
        .isEmpty();
    assertThat(session.bash("make all")).isEqualTo(ASK);
    assertThat(session.bash("npm test")).isEqualTo(ALLOW);
  }

  @Test
  void onlyRulesOfTheSamePlaceAreTakenAway() {
    session.allow("Bash(make)").deny("Bash(rm:*)").denyManaged("Bash(curl:*)");
    for (Destination destination : Destination.values()) {
      for (String rule : List.of("Bash(make)", "Bash(rm:*)", "Bash(curl:*)")) {
        if (destination != Destination.PROJECT_SETTINGS) {
          take(new RemoveRules(Behavior.DENY, List.of(rule), destination));
          take(new RemoveRules(Behavior.ALLOW, List.of(rule), destination));
          take(new ReplaceRules(Behavior.DENY, List.of(), destination));
        }
      }
    }
    assertThat(session.bash("make")).isEqualTo(ALLOW);
    assertThat(session.bash("rm x")).isEqualTo(DENY);
    take(new RemoveRules(Behavior.DENY, List.of("Bash(rm:*)"), Destination.PROJECT_SETTINGS));
    assertThat(session.bash("rm x")).isEqualTo(ASK);
    take(new RemoveRules(Behavior.DENY, List.of("Bash(curl:*)"), Destination.PROJECT_SETTINGS));
    assertThat(session.bash("curl x")).isEqualTo(DENY);
  }

  @Test
  void aRuleThatMeansNothingIsRefusedAndNothingOfTheChangeIsMade() {
    assertThat(take(add(Behavior.ALLOW, "Bash(make)", "Bash(")))
        .singleElement()
        .asString()
        .contains("Bash(");
    assertThat(session.bash("make")).isEqualTo(ASK);
    assertThat(take(add(Behavior.ALLOW, "Write(x)"))).singleElement().asString().contains("Edit");
  }

  @Test
  void whereOnlyManagedRulesCountNoRuleIsAdded() {
    session.managedRulesOnly();
    for (Behavior behavior : Behavior.values()) {
      assertThat(take(add(behavior, "Bash(make)"))).singleElement().asString().contains("managed");
    }
    assertThat(session.bash("make")).isEqualTo(ASK);
  }

  @Test
  void foldersAreWorkedInFromThenOn() {
    Path file = session.outside.resolve("a");
    String folder = session.outside.toString();
    assertThat(session.read(file)).isEqualTo(ASK);
    assertThat(take(new AddDirectories(List.of("../outside"), Destination.SESSION))).isEmpty();
    assertThat(session.read(file)).isEqualTo(ALLOW);
    assertThat(session.bash("cd " + folder + " && cat a")).isEqualTo(ALLOW);
    assertThat(take(new RemoveDirectories(List.of(folder), Destination.SESSION))).isEmpty();
    assertThat(session.read(file)).isEqualTo(ASK);
    assertThat(take(new AddDirectories(List.of("/nowhere"), Destination.SESSION)))
        .singleElement()
        .asString()
        .contains("/nowhere");
    // the session's own folder is not taken away
    take(new RemoveDirectories(List.of(session.work.toString()), Destination.SESSION));
    assertThat(session.read(session.file("x"))).isEqualTo(ALLOW);
  }

  @Test
  void changesOfTheModeAreNotTheEngines() {
    assertThat(take(new SetMode(PermissionMode.BYPASS_PERMISSIONS, Destination.SESSION))).isEmpty();
    assertThat(session.bash("make")).isEqualTo(ASK);
  }

  @Test
  void manyThreadsMayGrantAndDecide() throws Exception {
    PolicyEngine engine = session.engine();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> done = new java.util.ArrayList<>();
      for (int i = 0; i < 100; i++) {
        String command = "make t" + i;
        done.add(
            threads.submit(() -> {
              engine.take(List.of(add(Behavior.ALLOW, "Bash(" + command + ")")));
              assertThat(session.bash(command)).isEqualTo(ALLOW);
            }));
      }
      for (Future<?> one : done) {
        one.get();
      }
    }
    for (int i = 0; i < 100; i++) {
      assertThat(session.bash("make t" + i)).isEqualTo(ALLOW);
    }
  }
}
