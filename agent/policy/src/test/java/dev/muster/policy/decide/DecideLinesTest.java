package dev.muster.policy.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import dev.muster.json.JsonWriter;
import dev.muster.policy.TestBed;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecideLinesTest {

  private static final String SETTINGS =
      """
      {"permissions":{
        "allow":["Bash(make:*)","Edit(/src/**)","mcp__files","WebFetch(domain:docs.example)"],
        "ask":["Bash(git push:*)","Read(./drafts/**)"],
        "deny":["Bash(rm:*)","Read(~/.ssh/**)","WebFetch(domain:evil.example)","mcp__files__drop"]}}
      """
          .replace("\n", " ");

  private TestBed bed;
  private boolean allMadeSense;

  @BeforeEach
  void begin(@TempDir Path temporary) {
    bed = new TestBed(temporary);
  }

  private List<Json.Obj> answers(byte[] in) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Json.Obj> answers = new ArrayList<>();
    try {
      allMadeSense =
          new DecideLines(bed.parts, settings(), new ByteArrayInputStream(in), out).run();
      for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
        answers.add(JsonReader.readObject(line));
      }
    } catch (IOException | JsonException e) {
      throw new AssertionError(e);
    }
    return answers;
  }

  private static DecideSettings settings() {
    return new DecideSettings("/usr/bin:/bin", Path.of("/etc/claude-code"), false);
  }

  private Json.Obj answer(String line) {
    List<Json.Obj> answers = answers((line + "\n").getBytes(StandardCharsets.UTF_8));
    assertThat(answers).hasSize(1);
    return answers.getFirst();
  }

  private String asked(String question, String settings) {
    return "{\"id\":1,"
        + question
        + ",\"settings\":"
        + settings
        + ",\"cwd\":"
        + JsonWriter.write(Json.of(bed.project.toString()))
        + ",\"home\":"
        + JsonWriter.write(Json.of(bed.home.toString()))
        + "}";
  }

  private Json.Obj decided(String question) {
    return answer(asked(question, SETTINGS));
  }

  private static String text(Json.Obj answer, String name) {
    return answer.string(name).orElseThrow(() -> new AssertionError(answer.toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ls                     | auto |
          make all               | auto | Bash(make:*) in settings/permissions/allow/0
          touch x                | ask  |
          git push origin        | ask  | Bash(git push:*) in settings/permissions/ask/0
          ls && rm -rf x         | deny | Bash(rm:*) in settings/permissions/deny/0
          cat drafts/a           | ask  | Read(./drafts/**) in settings/permissions/ask/1
          """)
  void commandsAreDecidedWithTheRuleAndItsPlace(String command, String decision, String rule) {
    Json.Obj answer = decided("\"command\":\"" + command + "\"");
    assertThat(text(answer, "decision")).isEqualTo(decision);
    assertThat(answer.members().keySet()).containsExactly("id", "decision", "reason", "rule");
    assertThat(answer.get("id")).isEqualTo(Json.of(1));
    assertThat(text(answer, "reason")).matches("[^a-z].*\\.");
    assertThat(answer.get("rule")).isEqualTo(rule == null ? Json.NULL : Json.of(rule));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Bash         | {"command":"ls"}                                  | auto
          Read         | {"file_path":"notes"}                             | auto
          Read         | {"file_path":"drafts/a"}                          | ask
          Read         | {"file_path":"/etc/hosts","note":"x"}             | ask
          Edit         | {"file_path":"src/a","old_string":"a","new_string":"b"} | auto
          Edit         | {"file_path":"src/a"}                             | auto
          Write        | {"file_path":"other"}                             | ask
          NotebookEdit | {"notebook_path":"src/n.ipynb"}                   | auto
          Glob         | {"pattern":"/etc/*"}                              | ask
          Grep         | {"path":"src"}                                    | auto
          TodoWrite    | {"todos":[]}                                      | auto
          WebFetch     | {"url":"https://docs.example/x","prompt":"?"}     | auto
          WebFetch     | {"url":"https://evil.example/"}                   | deny
          WebFetch     | {"url":"https://other.example/"}                  | ask
          mcp__files__list | {}                                            | auto
          mcp__files__drop | {}                                            | deny
          mcp__mail__send  | {}                                            | ask
          Unheard          |                                               | ask
          """)
  void everyToolIsDecided(String tool, String input, String decision) {
    String member = input == null ? "" : ",\"input\":" + input;
    Json.Obj answer = decided("\"tool\":\"" + tool + "\"" + member);
    assertThat(answer.string("decision")).as(answer.toString()).contains(decision);
  }

  @ParameterizedTest
  @CsvSource({
    "default,touch x,ask",
    "acceptEdits,touch x,auto",
    "plan,touch x,deny",
    "dontAsk,touch x,deny",
    "bypassPermissions,touch x,auto",
    "bypassPermissions,git push,ask",
    "bypassPermissions,rm x,deny"
  })
  void aModeOverrulesThatOfTheSettings(String mode, String command, String decision) {
    String question = "\"command\":\"" + command + "\",\"mode\":\"" + mode + "\"";
    assertThat(text(decided(question), "decision")).isEqualTo(decision);
  }

  @Test
  void theModeOfTheSettingsCountsElse() {
    String settings = "{\"permissions\":{\"defaultMode\":\"acceptEdits\"}}";
    assertThat(text(answer(asked("\"command\":\"touch x\"", settings)), "decision"))
        .isEqualTo("auto");
  }

  @Test
  void furtherFoldersCount() throws IOException {
    Path other = Files.createDirectories(bed.home.resolve("other"));
    String read = "\"tool\":\"Read\",\"input\":{\"file_path\":\"" + other + "/a\"}";
    String more = "{\"permissions\":{\"additionalDirectories\":[\"~/other\"]}}";
    assertThat(text(answer(asked(read, "{}")), "decision")).isEqualTo("ask");
    assertThat(text(answer(asked(read, more)), "decision")).isEqualTo("auto");
  }

  @Test
  void layersCountAsInASession() {
    String managed = ",\"managed\":{\"permissions\":{\"deny\":[\"Bash(make:*)\"]}}";
    Json.Obj denied = decided("\"command\":\"make\"" + managed);
    assertThat(text(denied, "decision")).isEqualTo("deny");
    assertThat(text(denied, "rule")).isEqualTo("Bash(make:*) in managed/permissions/deny/0");
    String alone = ",\"managed\":{\"allowManagedPermissionRulesOnly\":true}";
    assertThat(text(decided("\"command\":\"make\"" + alone), "decision")).isEqualTo("ask");
    String user = ",\"user\":{\"permissions\":{\"allow\":[\"Bash(yes:*)\"]}}";
    assertThat(text(decided("\"command\":\"yes\"" + user), "decision")).isEqualTo("auto");
    String local = ",\"local\":{\"permissions\":{\"defaultMode\":\"dontAsk\"}}";
    assertThat(text(decided("\"command\":\"touch x\"" + local), "decision")).isEqualTo("deny");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"permissions\":{\"alow\":[\"Bash\"]}}",
        "{\"permissions\":{\"deny\":\"Bash\"}}",
        "{\"permissions\":{\"deny\":[\"Bash(\"]}}",
        "{\"permissions\":{\"defaultMode\":\"yolo\"}}",
        "{\"deny\":[\"Bash\"]}",
        "[]",
        "\"x\""
      })
  void faultySettingsAreNeverALenientDecision(String settings) {
    Json.Obj answer = answer(asked("\"command\":\"ls\"", settings));
    assertThat(answer.members().keySet()).containsExactly("id", "error");
    assertThat(allMadeSense).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oops",
        "[]",
        "{}",
        "{\"id\":1,\"command\":\"ls\",\"cwd\":\"/\"}",
        "{\"id\":1,\"command\":\"ls\",\"cwd\":\"a\",\"home\":\"/\"}",
        "{\"id\":1,\"command\":7,\"cwd\":\"/\",\"home\":\"/\"}",
        "{\"id\":1,\"command\":\"ls\",\"tool\":\"Bash\",\"cwd\":\"/\",\"home\":\"/\"}",
        "{\"id\":1,\"command\":\"ls\",\"input\":{},\"cwd\":\"/\",\"home\":\"/\"}",
        "{\"id\":1,\"tool\":\"Bash\",\"input\":{},\"cwd\":\"/\",\"home\":\"/\"}",
        "{\"id\":1,\"tool\":\"Read\",\"input\":{},\"cwd\":\"/\",\"home\":\"/\"}",
        "{\"id\":1,\"command\":\"ls\",\"mode\":\"x\",\"cwd\":\"/\",\"home\":\"/\"}",
        "{\"id\":1,\"command\":\"ls\",\"projekt\":{},\"cwd\":\"/\",\"home\":\"/\"}",
        "{\"id\":1,\"command\":\"ls\",\"deny\":[\"Bash\"],\"cwd\":\"/\",\"home\":\"/\"}"
      })
  void aLineThatMakesNoSenseIsToldAndTheRunGoesOn(String line) {
    String good = asked("\"command\":\"ls\"", "{}");
    String in = good + "\n" + line + "\n\n" + good;
    List<Json.Obj> answers = answers(in.getBytes(StandardCharsets.UTF_8));
    assertThat(answers).hasSize(3);
    assertThat(answers.get(1).members().keySet()).containsExactly("id", "error");
    assertThat(answers.get(1).get("id")).isEqualTo(line.contains("id") ? Json.of(1) : Json.NULL);
    assertThat(text(answers.get(2), "decision")).isEqualTo("auto");
    assertThat(allMadeSense).isFalse();
  }

  @Test
  void notesBesideAQuestionAreIgnored() {
    Json.Obj answer = decided("\"note\":\"x\",\"expected\":1,\"mode\":null,\"command\":\"ls\"");
    assertThat(text(answer, "decision")).isEqualTo("auto");
    assertThat(allMadeSense).isTrue();
  }

  @Test
  void anIdOfAnyKindComesBack() {
    String line = asked("\"command\":\"ls\"", "{}").replace("\"id\":1", "\"id\":[\"\\ud800\",{}]");
    assertThat(answer(line).get("id")).isInstanceOf(Json.Arr.class);
    assertThat(answer(line.replace("\"id\":[\"\\ud800\",{}],", "")).get("id")).isEqualTo(Json.NULL);
  }

  @Test
  void aLineThatIsTooLongIsPassedOver() {
    String good = asked("\"command\":\"ls\"", "{}");
    byte[] in = new byte[DecideLines.LONGEST_LINE + 2 + good.length()];
    java.util.Arrays.fill(in, (byte) 'x');
    in[DecideLines.LONGEST_LINE + 1] = '\n';
    byte[] last = good.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(last, 0, in, DecideLines.LONGEST_LINE + 2, last.length);
    List<Json.Obj> answers = answers(in);
    assertThat(answers).hasSize(2);
    assertThat(text(answers.getFirst(), "error")).contains("16 MB");
    assertThat(text(answers.getLast(), "decision")).isEqualTo("auto");
  }

  @Test
  @Timeout(120)
  void aCommandOfAMegabyteIsAnswered() {
    for (String piece : List.of("a;", "$(", "a b ", "<<a\n")) {
      String command = piece.repeat((1 << 20) / piece.length()).replace("\n", "\\n");
      String decision = text(decided("\"command\":\"" + command + "\""), "decision");
      assertThat(decision).isIn("ask", "deny");
    }
  }

  /** Whoever waits for an answer gets it before asking again, and may change the disk meanwhile. */
  @Test
  @Timeout(20)
  void answersComeAtOnceAndTheDiskIsLookedAtAfresh() throws Exception {
    Files.createDirectories(bed.home.resolve("secret"));
    Files.writeString(bed.home.resolve("secret/key"), "x");
    String settings = "{\"permissions\":{\"deny\":[\"Read(/hidden/**)\"]}}";
    String line = asked("\"command\":\"cat shown/key\"", settings) + "\n";
    bed.file("shown/key", "x");
    try (PipedOutputStream ask = new PipedOutputStream();
        PipedInputStream questions = new PipedInputStream(ask, 65_536);
        PipedInputStream answers = new PipedInputStream(65_536);
        PipedOutputStream answer = new PipedOutputStream(answers)) {
      DecideLines lines = new DecideLines(bed.parts, settings(), questions, answer);
      Thread thread =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                try {
                  lines.run();
                } catch (IOException ended) {
                  // the test is over
                }
              });
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(answers, StandardCharsets.UTF_8));
      assertThat(asked(ask, reader, line)).isEqualTo("auto");
      bed.link("hidden", bed.project.resolve("shown"));
      assertThat(asked(ask, reader, line)).isEqualTo("deny");
      Files.delete(bed.project.resolve("hidden"));
      assertThat(asked(ask, reader, line)).isEqualTo("auto");
      ask.close();
      thread.join();
    }
  }

  private static String asked(PipedOutputStream ask, BufferedReader reader, String line)
      throws Exception {
    ask.write(line.getBytes(StandardCharsets.UTF_8));
    ask.flush();
    return text(JsonReader.readObject(reader.readLine()), "decision");
  }
}
