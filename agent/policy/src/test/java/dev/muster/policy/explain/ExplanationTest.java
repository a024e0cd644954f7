package dev.muster.policy.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.json.Json;
import dev.muster.model.ToolCall;
import dev.muster.permission.Explanation;
import dev.muster.policy.PolicyInForce;
import dev.muster.policy.TestBed;
import dev.muster.policy.view.Paper;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplanationTest {

  private static final String SETTINGS =
      """
      {"permissions": {
        "allow": ["Bash(make:*)"],
        "ask": ["Bash(git push:*)"],
        "deny": ["Bash(rm:*)", "Read(~/.ssh/**)"]}}
      """;

  private TestBed bed;

  @BeforeEach
  void begin(@TempDir Path temporary) {
    bed = new TestBed(temporary);
  }

  private ExplainedCall explained(ToolCall call) {
    if (bed.policy(SETTINGS).explain(call, null)
        instanceof PolicyInForce.Answer.Given<Explanation>(Explanation explanation)) {
      return new ExplainedCall(call, bed.place(), explanation, List.of("settings.json:1: a note"));
    }
    throw new AssertionError("nothing is decided about " + call);
  }

  private ExplainedCall command(String text) {
    return explained(new ToolCall("", "Bash", Json.Obj.builder().put("command", text).build()));
  }

  private static String text(ExplainedCall call) {
    return ExplanationText.of(call, new Paper(80, false));
  }

  @Test
  void aCommandIsTakenApartDownToTheRule() {
    String text = text(command("make all > log && git push"));
    assertThat(text)
        .contains("note settings.json:1: a note")
        .contains("a call of Bash")
        .contains("mode default")
        .contains("words make  all")
        .contains("to log")
        .contains("rule ask Bash(git push:*), settings.json:3")
        .contains("ask   a person would be asked");
    assertThat(text.indexOf("make all > log")).isLessThan(text.indexOf("Bash(git push:*)"));
  }

  @Test
  void everyPlaceThatAPathLeadsThroughIsTold() {
    bed.link("keys", bed.home.resolve(".ssh"));
    Json.Obj input = Json.Obj.builder().put("file_path", "keys/id").build();
    String text = text(explained(new ToolCall("", "Read", input)));
    assertThat(text)
        .contains("leads to ~/.ssh/id")
        .contains("rule deny Read(~/.ssh/**), settings.json:4")
        .contains("deny  it would be refused");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ls",
        "make all; rm -rf x",
        "echo \u001b[2J \u202e",
        "bash -c 'rm -rf x; bash -c \"rm y\"'",
        "cat <<E\ntext\nE",
        "for f in *; do rm $f; done",
        "X=1 Y='a b' make all < in 2>&1 | tee out",
        ""
      })
  void everythingFitsTheScreenAndActsOnNothing(String command) {
    String text = text(command(command + " " + "argument ".repeat(30)));
    assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(81));
    assertThat(text).doesNotContain("\u001b").doesNotContain("\u202e");
  }

  @Test
  void theJsonHasTheVerdictAndTheWholeTree() {
    Json.Obj json = ExplanationJson.of(command("make all && rm x"));
    assertThat(json.string("decision")).contains("deny");
    Json.Obj rule = (Json.Obj) json.items("rules").getFirst();
    assertThat(rule.string("text")).contains("Bash(rm:*)");
    assertThat(rule.whole("line")).hasValue(4);
    Json.Obj finding = json.object("finding").orElseThrow();
    Json.Obj textOf = (Json.Obj) finding.items("parts").getLast();
    assertThat(textOf.object("about").orElseThrow().string("is")).contains("text");
    Json.Obj make = (Json.Obj) textOf.items("parts").getFirst();
    assertThat(make.string("kind")).contains("auto");
    assertThat(make.object("about").orElseThrow().items("words"))
        .containsExactly(Json.of("make"), Json.of("all"));
  }
}
