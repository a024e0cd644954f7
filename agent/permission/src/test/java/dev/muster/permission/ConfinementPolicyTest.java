package dev.muster.permission;

import static dev.muster.protocol.Layer.MANAGED;
import static dev.muster.protocol.Layer.PROJECT;
import static dev.muster.protocol.Layer.USER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.pattern.HostName;
import dev.muster.pattern.HostRules;
import dev.muster.protocol.Confinement;
import dev.muster.protocol.Effect;
import dev.muster.protocol.PermissionMode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which commands are confined, and which need nobody's word for it. */
class ConfinementPolicyTest {

  private static final String ON = "'enabled': true";

  private Session session;
  private Limits limits;

  @BeforeEach
  void begin(@TempDir Path temporary) {
    session = new Session(temporary);
    limits = new Limits(session);
  }

  private Effect.RunShell shell(String text) {
    return new Effect.RunShell(text, session.work);
  }

  private Confinement of(String text) {
    return limits.policy().of(List.of(shell(text)), PermissionMode.DEFAULT);
  }

  private boolean settles(String text, PermissionMode mode) {
    return limits.policy().settles(shell(text), mode);
  }

  @Test
  void nothingIsConfinedUnlessSettingsSaySo() {
    assertThat(of("ls")).isInstanceOf(Confinement.Unconfined.class);
    assertThat(settles("ls", PermissionMode.DEFAULT)).isFalse();
    limits.with(USER, "'enabled': false");
    assertThat(of("ls")).isInstanceOf(Confinement.Unconfined.class);
  }

  @Test
  void onRequestCommandsAreConfinedWhereTheyCanBe() {
    limits.with(USER, ON);
    assertThat(of("ls")).isInstanceOf(Confinement.Confined.class);
    limits.confinable(false);
    assertThat(of("ls")).isInstanceOf(Confinement.Unconfined.class);
    assertThat(settles("ls", PermissionMode.DEFAULT)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"USER", "MANAGED"})
  void whereTheyMustBeTheyAreEvenIfThatWillFail(String layer) {
    limits
        .with(
            dev.muster.protocol.Layer.valueOf(layer),
            layer.equals("MANAGED") ? ON : ON + ", 'failIfUnavailable': true")
        .confinable(false);
    assertThat(of("ls")).isInstanceOf(Confinement.Confined.class);
    assertThat(settles("ls", PermissionMode.DEFAULT)).isFalse();
  }

  @Test
  void callsThatRunNothingHaveNoLimits() {
    limits.with(USER, ON);
    assertThat(
            limits.policy().of(List.of(new Effect.ReadFile(session.work)), PermissionMode.DEFAULT))
        .isInstanceOf(Confinement.Unconfined.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"docker ps", "docker", "docker ps; docker images", "docker ps | watchman"})
  void excludedCommandsRunOutsideAndNeedPermission(String text) {
    limits.with(USER, ON + ", 'excludedCommands': ['docker *', 'watchman']");
    assertThat(of(text)).isInstanceOf(Confinement.Unconfined.class);
    assertThat(settles(text, PermissionMode.DEFAULT)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker ps | cat",
        "docker ps && rm -rf .",
        "docker $ANY",
        "docker $(id)",
        "docker `id`",
        "docker <(id)",
        "PATH=/tmp docker ps",
        "docker () { id; }; docker ps",
        "eval docker ps",
        "dockerx ps",
        "./docker ps",
        "/tmp/docker ps",
        "command docker ps",
        "docker ps\nid",
        "docker ps & id",
        "docker 'unended",
        "if true; then docker ps; fi",
        "",
      })
  void inAnyDoubtACommandStaysConfined(String text) {
    limits.with(USER, ON + ", 'excludedCommands': ['docker *']");
    assertThat(of(text)).isInstanceOf(Confinement.Confined.class);
  }

  @Test
  void oneExcludedTextDoesNotTakeAnotherOutOfTheSandbox() {
    limits.with(USER, ON + ", 'excludedCommands': ['docker *']");
    assertThat(limits.policy().of(List.of(shell("docker ps"), shell("id")), PermissionMode.DEFAULT))
        .isInstanceOf(Confinement.Confined.class);
  }

  @ParameterizedTest
  @EnumSource(PermissionMode.class)
  void whatIsConfinedNeedsNoWordExceptWhereNothingMayChange(PermissionMode mode) {
    limits.with(USER, ON);
    assertThat(settles("make", mode)).isEqualTo(mode != PermissionMode.PLAN);
  }

  @Test
  void itNeedsOneWhereSettingsOrRulesWantSo() {
    limits.with(USER, ON);
    assertThat(settles("make", PermissionMode.DEFAULT)).isTrue();
    limits.scrubbing();
    assertThat(settles("make", PermissionMode.DEFAULT)).isFalse();

    limits = new Limits(session).with(USER, ON + ", 'autoAllowBashIfSandboxed': false");
    assertThat(settles("make", PermissionMode.DEFAULT)).isFalse();

    limits = new Limits(session.fresh().ask("Edit(src/**)")).with(USER, ON);
    assertThat(settles("make", PermissionMode.DEFAULT)).isFalse();

    limits = new Limits(session.fresh().ask("Read(secrets)")).with(USER, ON);
    assertThat(settles("make", PermissionMode.DEFAULT)).isFalse();

    limits = new Limits(session.fresh().deny("Edit(src/*.lock)")).with(USER, ON);
    assertThat(settles("make", PermissionMode.DEFAULT)).isFalse();

    limits = new Limits(session.fresh().deny("Edit(/src)", "Read(*.key)")).with(USER, ON);
    assertThat(settles("make", PermissionMode.DEFAULT)).isTrue();
  }

  @Test
  void theEngineAsksNobodyAboutWhatIsConfinedAndSaysWhy() {
    limits = new Limits(session.ask("Bash(git push *)").deny("Bash(curl *)")).with(USER, ON);
    PolicyEngine engine = session.engine(limits.policy());
    Decision made = decide(engine, "make all");
    assertThat(made.decided().reason()).isEqualTo("it runs in the sandbox");
    assertThat(made)
        .isInstanceOfSatisfying(
            Decision.Permitted.class,
            permitted ->
                assertThat(permitted.call().confinement())
                    .isInstanceOf(Confinement.Confined.class));
    assertThat(decide(engine, "git push origin")).isInstanceOf(Decision.Question.class);
    assertThat(decide(engine, "make; git push origin")).isInstanceOf(Decision.Question.class);
    assertThat(decide(engine, "make; curl example.com")).isInstanceOf(Decision.Denied.class);
    assertThat(decide(engine, "echo x > .claude/settings.json"))
        .isInstanceOf(Decision.Question.class);
  }

  private Decision decide(PolicyEngine engine, String text) {
    return engine.decide(Session.call("Bash"), List.of(shell(text)), PermissionMode.DEFAULT, null);
  }

  // Variables and hosts.

  @Test
  void credentialsAreTakenOutOfTheEnvironment() {
    limits.with(USER, ON + ", 'credentials': {'envVars': [{'name': 'NPM_TOKEN', 'mode': 'deny'}]}");
    limits.with(PROJECT, "'credentials': {'envVars': [{'name': 'DB_PASSWORD', 'mode': 'mask'}]}");
    assertThat(limits.confined().withheld())
        .contains("NPM_TOKEN", "DB_PASSWORD", "ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN");
  }

  private HostRules.Verdict host(String name, PermissionMode mode) {
    HostName host = HostName.parse(name);
    assertThat(host).isNotNull();
    return limits.policy().limits(mode).network().rules().judge(host, 443);
  }

  private HostRules.Verdict host(String name) {
    return host(name, PermissionMode.DEFAULT);
  }

  @Test
  void hostsAreAllowedByListsAndByRulesAndDenialCountsMore() {
    session
        .allow("WebFetch(domain:docs.example)", "WebFetch(domain:*.shared.example)")
        .deny("WebFetch(domain:no.shared.example)");
    limits.with(
        USER, ON + ", 'network': {'allowedDomains': ['a.example'], 'deniedDomains': ['*.b.net']}");
    limits.with(PROJECT, "'network': {'allowedDomains': ['x.b.net', 'p.example']}");
    for (String allowed : List.of("a.example", "docs.example", "x.shared.example", "p.example")) {
      assertThat(host(allowed)).as(allowed).isInstanceOf(HostRules.Verdict.Allowed.class);
    }
    for (String denied : List.of("x.b.net", "y.x.b.net", "no.shared.example")) {
      assertThat(host(denied)).as(denied).isInstanceOf(HostRules.Verdict.Denied.class);
    }
    for (String unlisted : List.of("b.net", "xa.example", "a.example.org", "example")) {
      assertThat(host(unlisted)).as(unlisted).isInstanceOf(HostRules.Verdict.Unlisted.class);
    }
  }

  @Test
  void onlyWhereNothingIsAskedMayUnlistedHostsBeReachedUnlessTheListIsStrict() {
    limits.with(USER, ON);
    assertThat(host("x.example", PermissionMode.BYPASS_PERMISSIONS))
        .isEqualTo(new HostRules.Verdict.Allowed(false));
    assertThat(host("x.example", PermissionMode.ACCEPT_EDITS))
        .isInstanceOf(HostRules.Verdict.Unlisted.class);
    limits.with(MANAGED, "'network': {'strictAllowlist': true}");
    assertThat(host("x.example", PermissionMode.BYPASS_PERMISSIONS))
        .isInstanceOf(HostRules.Verdict.Unlisted.class);
  }

  @Test
  void whereOnlyManagedHostsCountNobodyElseAllowsOne() {
    session.allow("WebFetch(domain:docs.example)").denyManaged("WebFetch(domain:evil.example)");
    limits.with(
        MANAGED, "'network': {'allowManagedDomainsOnly': true, 'allowedDomains': ['m.net']}");
    limits.with(
        USER, ON + ", 'network': {'allowedDomains': ['a.example'], 'deniedDomains': ['d.m.net']}");
    assertThat(host("m.net")).isInstanceOf(HostRules.Verdict.Allowed.class);
    assertThat(host("evil.example")).isInstanceOf(HostRules.Verdict.Denied.class);
    for (String other : List.of("a.example", "docs.example")) {
      assertThat(host(other, PermissionMode.BYPASS_PERMISSIONS))
          .as(other)
          .isInstanceOf(HostRules.Verdict.Unlisted.class);
    }
  }

  @Test
  void aHostThatIsNoneIsToldAndOneThatCannotBeDeniedIsAFault() {
    limits.with(
        USER,
        ON + ", 'network': {'allowedDomains': ['a b'], 'deniedDomains': ['https://c.example/x']}");
    ConfinementPolicy policy = limits.policy();
    assertThat(policy.remarks())
        .containsExactly("USER:1: \"a b\" is no host, so that it allows none");
    assertThat(policy.faults())
        .containsExactly("USER:1: \"https://c.example/x\" is no host, so that it cannot be denied");
  }

  @Test
  void localServicesAreOpenedBySettingsOnly() {
    limits.with(USER, ON);
    assertThat(limits.confined().network().localBinding()).isFalse();
    assertThat(limits.confined().services()).isEqualTo(Confinement.Services.NONE);
    limits.with(
        USER,
        "'network': {'allowLocalBinding': true, 'allowAllUnixSockets': true,"
            + " 'allowUnixSockets': ['~/s'], 'allowMachLookup': ['com.x']},"
            + " 'allowAppleEvents': true, 'enableWeakerNetworkIsolation': true,"
            + " 'enableWeakerNestedSandbox': true");
    assertThat(limits.confined().network().localBinding()).isTrue();
    assertThat(limits.confined().weakerNesting()).isTrue();
    assertThat(limits.confined().services())
        .isEqualTo(
            new Confinement.Services(
                true, List.of(session.home.resolve("s")), List.of("com.x"), true, true));
  }
}
