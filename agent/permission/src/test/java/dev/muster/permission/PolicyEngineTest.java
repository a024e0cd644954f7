package dev.muster.permission;

import static dev.muster.protocol.Verdict.ALLOW;
import static dev.muster.protocol.Verdict.ASK;
import static dev.muster.protocol.Verdict.DENY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.json.Json;
import dev.muster.model.ToolCall;
import dev.muster.protocol.Effect;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyEngineTest {

  private Session session;

  @BeforeEach
  void begin(@TempDir Path temporary) {
    session = new Session(temporary);
  }

  /** Each kind of finding under each mode, without and with an approval. */
  @ParameterizedTest(name = "{0} in {1}: {2}, approved {3}")
  @CsvSource({
    "allow, DEFAULT, ALLOW, ALLOW",
    "allow, ACCEPT_EDITS, ALLOW, ALLOW",
    "allow, PLAN, ALLOW, ALLOW",
    "allow, DONT_ASK, ALLOW, ALLOW",
    "allow, BYPASS_PERMISSIONS, ALLOW, ALLOW",
    "open, DEFAULT, ASK, ALLOW",
    "open, ACCEPT_EDITS, ASK, ALLOW",
    "open, PLAN, ASK, ALLOW",
    "open, DONT_ASK, DENY, DENY",
    "open, BYPASS_PERMISSIONS, ALLOW, ALLOW",
    "guarded, DEFAULT, ASK, ALLOW",
    "guarded, ACCEPT_EDITS, ASK, ALLOW",
    "guarded, PLAN, DENY, DENY",
    "guarded, DONT_ASK, DENY, DENY",
    "guarded, BYPASS_PERMISSIONS, ALLOW, ALLOW",
    "ask, DEFAULT, ASK, ALLOW",
    "ask, ACCEPT_EDITS, ASK, ALLOW",
    "ask, PLAN, ASK, ALLOW",
    "ask, DONT_ASK, DENY, DENY",
    "ask, BYPASS_PERMISSIONS, ASK, ALLOW",
    "deny, DEFAULT, DENY, DENY",
    "deny, ACCEPT_EDITS, DENY, DENY",
    "deny, PLAN, DENY, DENY",
    "deny, DONT_ASK, DENY, DENY",
    "deny, BYPASS_PERMISSIONS, DENY, DENY",
    "edit, DEFAULT, ASK, ALLOW",
    "edit, ACCEPT_EDITS, ALLOW, ALLOW",
    "edit, PLAN, DENY, DENY",
    "edit, DONT_ASK, DENY, DENY",
    "edit, BYPASS_PERMISSIONS, ALLOW, ALLOW",
    "unseen, DEFAULT, ASK, ALLOW",
    "unseen, ACCEPT_EDITS, ASK, ALLOW",
    "unseen, PLAN, DENY, DENY",
    "unseen, DONT_ASK, DENY, DENY",
    "unseen, BYPASS_PERMISSIONS, ALLOW, ALLOW",
  })
  void modes(String what, PermissionMode mode, Verdict unasked, Verdict approved) {
    session.ask("Read(asked)").deny("Read(denied)").mode(mode);
    Effect effect =
        switch (what) {
          case "allow" -> new Effect.ReadFile(session.file("a"));
          case "open" -> new Effect.ReadFile(session.outside.resolve("a"));
          case "guarded" -> new Effect.WriteFile(session.work.resolve(".npmrc"));
          case "ask" -> new Effect.ReadFile(session.file("asked"));
          case "deny" -> new Effect.ReadFile(session.file("denied"));
          case "unseen" -> new Effect.Unseen("it is not known what T does");
          default -> new Effect.WriteFile(session.file("a"));
        };
    assertThat(Session.verdict(session.decide("T", effect, null))).isEqualTo(unasked);
    assertThat(Session.verdict(session.decide("T", effect, Session.YES))).isEqualTo(approved);
  }

  @Test
  void theStrictestEffectDecides() {
    session.deny("Read(denied)");
    Effect free = new Effect.ReadFile(session.file("a"));
    Effect open = new Effect.ReadFile(session.outside.resolve("a"));
    Effect denied = new Effect.ReadFile(session.file("denied"));
    assertThat(verdict(List.of(free, free))).isEqualTo(ALLOW);
    assertThat(verdict(List.of(free, open))).isEqualTo(ASK);
    assertThat(verdict(List.of(open, free))).isEqualTo(ASK);
    assertThat(verdict(List.of(free, open, denied))).isEqualTo(DENY);
    assertThat(verdict(List.of(denied, free))).isEqualTo(DENY);
    assertThat(verdict(List.of())).isEqualTo(ALLOW);
  }

  private Verdict verdict(List<Effect> effects) {
    return Session.verdict(
        session.engine().decide(Session.call("T"), effects, PermissionMode.DEFAULT, null));
  }

  @Test
  void rulesAboutTheWholeTool() {
    Effect free = new Effect.ReadFile(session.file("a"));
    Effect open = new Effect.ReadFile(session.outside.resolve("a"));
    assertThat(Session.verdict(session.allow("T").decide("T", open, null))).isEqualTo(ALLOW);
    assertThat(Session.verdict(session.decide("Tx", open, null))).isEqualTo(ASK);
    assertThat(Session.verdict(session.ask("T").decide("T", free, null))).isEqualTo(ASK);
    assertThat(Session.verdict(session.deny("T").decide("T", free, Session.YES))).isEqualTo(DENY);
  }

  @Test
  void aWholeToolRuleCountsForACallThatTouchesNothing() {
    session.deny("TodoWrite").ask("TaskStop");
    for (PermissionMode mode : PermissionMode.values()) {
      assertThat(verdict("TodoWrite", mode)).isEqualTo(DENY);
      assertThat(verdict("TaskStop", mode)).isEqualTo(mode == PermissionMode.DONT_ASK ? DENY : ASK);
      assertThat(verdict("TaskOutput", mode)).isEqualTo(ALLOW);
    }
  }

  private Verdict verdict(String tool, PermissionMode mode) {
    return Session.verdict(session.engine().decide(Session.call(tool), List.of(), mode, null));
  }

  @Test
  void hidesWhatIsDeniedAsAWhole() {
    session.deny("Write", "Read(*)", "Bash(rm:*)", "mcp__a", "mcp__b__x_*", "Task");
    PolicyEngine engine = session.engine();
    assertThat(List.of("Write", "Read", "mcp__a__t", "mcp__b__x_1", "Agent", "Task"))
        .allMatch(engine::hides);
    assertThat(List.of("Edit", "Bash", "mcp__ab__t", "mcp__b__y", "Grep")).noneMatch(engine::hides);
    assertThat(session.deny("*").engine().hides("Edit")).isTrue();
  }

  @Test
  void hidesNothingForAskOrAllow() {
    PolicyEngine engine = session.ask("Write", "*").allow("Edit").engine();
    assertThat(List.of("Write", "Edit", "Bash")).noneMatch(engine::hides);
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com/x, DENY",
    "https://EXAMPLE.com./x, DENY",
    "https://a.example.com/x, ALLOW",
    "https://example.com@evil.org/, ALLOW",
    "https://evil.org@example.com/, DENY",
    "https://exam_ple.com/, DENY",
    "http://[, DENY",
    "no address, DENY",
  })
  void domains(String url, Verdict expected) {
    session.deny("WebFetch(domain:example.com)").allow("WebFetch(domain:*)");
    assertThat(fetch(url)).isEqualTo(expected);
  }

  private Verdict fetch(String url) {
    ToolCall call = new ToolCall("1", "WebFetch", new Json.Obj(Map.of("url", Json.of(url))));
    List<Effect> effects = List.of(new Effect.ReadFile(session.file("a")));
    return Session.verdict(session.engine().decide(call, effects, PermissionMode.DEFAULT, null));
  }

  @Test
  void parametersOfOtherTools() {
    session.deny("mcp__db__run(mode:write*)", "mcp__db__run(limit:0)", "mcp__db__run(force:true)");
    assertThat(run("mode", Json.of("write-all"))).isEqualTo(DENY);
    assertThat(run("mode", Json.of("read"))).isEqualTo(ALLOW);
    assertThat(run("limit", Json.of(0))).isEqualTo(DENY);
    assertThat(run("force", new Json.Bool(true))).isEqualTo(DENY);
    assertThat(run("force", Json.NULL)).isEqualTo(ALLOW);
  }

  private Verdict run(String name, Json value) {
    ToolCall call = new ToolCall("1", "mcp__db__run", new Json.Obj(Map.of(name, value)));
    return Session.verdict(session.engine().decide(call, List.of(), PermissionMode.DEFAULT, null));
  }

  @Test
  void aPermitCarriesWhatWasDecided() {
    Path file = session.file("a");
    Path link = session.link("link", file);
    Decision decision = session.decide("Read", new Effect.ReadFile(link), null);
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Permitted.class,
            permitted -> {
              assertThat(permitted.call().call().name()).isEqualTo("Read");
              assertThat(permitted.call().path(link).canonical()).isEqualTo(file);
              assertThatThrownBy(() -> permitted.call().path(file))
                  .isInstanceOf(IllegalArgumentException.class);
            });
  }

  @Test
  void theDigestDependsOnNameAndInputAlone() {
    Json.Obj one = Json.Obj.builder().put("a", 1).put("b", List.of(Json.of("x"))).build();
    Json.Obj same = Json.Obj.builder().put("b", List.of(Json.of("x"))).put("a", 1).build();
    assertThat(digest("T", one)).matches("[0-9a-f]{64}").isEqualTo(digest("T", same));
    assertThat(digest("U", one)).isNotEqualTo(digest("T", one));
    assertThat(digest("T", one.with("a", Json.of(2)))).isNotEqualTo(digest("T", one));
    assertThat(digest("T", one.with("a", Json.of("1")))).isNotEqualTo(digest("T", one));
  }

  private String digest(String tool, Json.Obj input) {
    Decision decision =
        session
            .engine()
            .decide(new ToolCall("id", tool, input), List.of(), PermissionMode.DEFAULT, null);
    return ((Decision.Permitted) decision).call().inputDigest();
  }

  @Test
  void unusableRulesAreAllNamed() {
    session.deny("Bash(", "Read(!x)").allow("Edit(x)", "Bash()");
    assertThat(session.reading())
        .isInstanceOfSatisfying(
            Policy.Reading.Unusable.class,
            unusable ->
                assertThat(unusable.faults())
                    .extracting(Policy.Remark::rule)
                    .containsExactly("Bash(", "Read(!x)", "Bash()"));
  }

  @Test
  void idleRulesAreReportedWithTheirPlace() {
    session.allow("Edit(x)", "Write(src/**)", "mcp__*").deny("Write(a)");
    assertThat(session.reading())
        .isInstanceOfSatisfying(
            Policy.Reading.Usable.class,
            usable ->
                assertThat(usable.warnings())
                    .extracting(remark -> remark.rule() + " " + remark.origin().place())
                    .containsExactly(
                        "Write(a) settings.json:1",
                        "Write(src/**) settings.json:2",
                        "mcp__* settings.json:3"));
    assertThat(session.write(session.file("a"))).isEqualTo(DENY);
  }
}
