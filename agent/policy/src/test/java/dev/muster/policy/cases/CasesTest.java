package dev.muster.policy.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.policy.Layers;
import dev.muster.policy.TestBed;
import dev.muster.policy.view.Paper;
import dev.muster.policy.view.ShownPaths;
import dev.muster.protocol.Layer;
import dev.muster.settings.SettingsSource;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CasesTest {

  private static final String POLICY =
      """
      {"permissions": {
        "allow": ["Bash(make:*)", "Edit(/src/**)"],
        "ask": ["Bash(git push:*)"],
        "deny": ["Bash(rm:*)", "Read(~/.ssh/**)"]}}
      """;

  private TestBed bed;

  @BeforeEach
  void begin(@TempDir Path temporary) {
    bed = new TestBed(temporary);
  }

  private static CaseFile read(String text) {
    CaseFileReader.Reading reading =
        CaseFileReader.read("cases.json", text.getBytes(StandardCharsets.UTF_8));
    if (reading instanceof CaseFileReader.Reading.Read(CaseFile file)) {
      return file;
    }
    throw new AssertionError(reading.toString());
  }

  private CaseRunner.Outcome outcome(CaseFile file, SettingsSource... inForce) {
    Layers layers = new Layers(List.of(inForce), false, bed.project, Path.of("/etc/m"), Map.of());
    return new CaseRunner(bed.parts, bed.place(), layers)
        .run(file, bed.project.resolve("cases.json"), name -> true);
  }

  private List<CaseResult> results(CaseFile file, SettingsSource... inForce) {
    CaseRunner.Outcome outcome = outcome(file, inForce);
    if (outcome instanceof CaseRunner.Outcome.Decided(List<CaseResult> results)) {
      return results;
    }
    throw new AssertionError(outcome.toString());
  }

  private SettingsSource inForce() {
    return SettingsSource.text(
        Layer.PROJECT, "settings.json", bed.project, POLICY.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void casesAreDecidedUnderThePolicyInForceAsInATrustedFolder() {
    List<CaseResult> results =
        results(
            read(
                """
                {"cases": [
                  {"command": "make all", "expect": "auto", "because": "Bash(make"},
                  {"command": "git push", "expect": "ask"},
                  {"name": "no rm", "command": "rm x", "expect": "deny", "because": "rm"},
                  {"tool": "Write", "input": {"file_path": "src/a"}, "expect": "auto"},
                  {"command": "touch x", "mode": "dontAsk", "expect": "deny"},
                  {"command": "cat a", "cwd": "src", "expect": "auto"}
                ]}
                """),
            inForce());
    assertThat(results).allSatisfy(result -> assertThat(result.failure()).isEmpty());
    assertThat(results).extracting(result -> result.of().name()).contains("make all", "no rm");
  }

  @Test
  void whatIsOtherwiseThanExpectedIsToldWithTheReason() {
    List<CaseResult> results =
        results(
            read(
                """
                {"cases": [
                  {"command": "rm x", "expect": "auto"},
                  {"command": "rm x", "expect": "deny", "because": "Bash(git"},
                  {"command": "ls", "expect": "auto", "because": "ls"},
                  {"tool": "Read", "input": {}, "expect": "deny"}
                ]}
                """),
            inForce());
    assertThat(results)
        .extracting(CaseResult::failure)
        .containsExactly(
            "expected auto, got deny: a rule forbids `rm x`",
            "expected a rule with \"Bash(git\", but the rule Bash(rm:*) decided: a rule forbids"
                + " `rm x`",
            "expected a rule with \"ls\", but no rule decided: `ls` only reads",
            "no call of Read looks like this: the required parameter `file_path` is missing");
  }

  @Test
  void aTreeIsMadeForTheCasesAndRemovedAgain() {
    CaseFile file =
        read(
            """
            {"files": {"src/a.txt": "x", "~/.ssh/id": "key", "out/": ""},
             "links": {"keys": "~/.ssh", "out/back": "../src"},
             "cases": [
               {"command": "cat keys/id", "expect": "deny", "because": "~/.ssh"},
               {"tool": "Read", "input": {"file_path": "{home}/.ssh/id"}, "expect": "deny"},
               {"tool": "Edit", "input": {"file_path": "{project}/src/a.txt"}, "expect": "auto"},
               {"tool": "Edit", "input": {"file_path": "out/back/a.txt"}, "expect": "ask"},
               {"command": "cat a.txt", "cwd": "src", "expect": "auto"}]}
            """);
    List<CaseResult> results = results(file, inForce());
    assertThat(results).allSatisfy(result -> assertThat(result.failure()).isEmpty());
    assertThat(Files.exists(bed.project.resolve("src"))).isFalse();
  }

  @Test
  void aTreeNeverReachesOutOfItsFolder() {
    CaseFile file =
        read(
            """
            {"links": {"a": "%s", "a/b": "x"}, "cases": [{"command": "ls", "expect": "auto"}]}
            """
                .formatted(bed.home));
    assertThat(outcome(file)).isInstanceOf(CaseRunner.Outcome.Impossible.class);
    assertThat(bed.home).isEmptyDirectory();
  }

  @Test
  void aFileMayNameThePolicyUnderTest() {
    bed.file("team.json", "{\"permissions\":{\"deny\":[\"Bash(make:*)\"]}}");
    CaseFile file =
        read(
            """
            {"settings": {"managed": "team.json",
                          "user": {"permissions": {"allow": ["Bash(yes)"]}}},
             "cases": [{"command": "make", "expect": "deny", "because": "make"},
                       {"command": "yes", "expect": "auto"}]}
            """);
    assertThat(results(file, inForce()))
        .allSatisfy(result -> assertThat(result.failure()).isEmpty());
    CaseFile missing =
        read(
            """
            {"settings": {"user": "nowhere.json"}, "cases": [{"command": "x", "expect": "ask"}]}
            """);
    assertThat(outcome(missing)).isInstanceOf(CaseRunner.Outcome.Impossible.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{",
        "{\"cases\": []}",
        "{\"cases\": [{}]}",
        "{\"cases\": [{\"command\": \"x\"}]}",
        "{\"cases\": [{\"command\": \"x\", \"expect\": \"maybe\"}]}",
        "{\"cases\": [{\"command\": \"x\", \"expect\": \"ask\", \"becuase\": \"x\"}]}",
        "{\"cases\": [{\"command\": \"x\", \"tool\": \"y\", \"expect\": \"ask\"}]}",
        "{\"cases\": [{\"command\": 1, \"expect\": \"ask\"}]}",
        "{\"cases\": [{\"command\": \"x\", \"expect\": \"ask\", \"mode\": \"x\"}]}",
        "{\"cases\": [{\"command\": \"x\", \"expect\": \"ask\", \"cwd\": \"../x\"}]}",
        "{\"case\": [], \"cases\": [{\"command\": \"x\", \"expect\": \"ask\"}]}",
        "{\"files\": {\"../x\": \"\"}, \"cases\": [{\"command\": \"x\", \"expect\": \"ask\"}]}",
        "{\"files\": {\"/x\": \"\"}, \"cases\": [{\"command\": \"x\", \"expect\": \"ask\"}]}",
        "{\"links\": {\"x\": 1}, \"cases\": [{\"command\": \"x\", \"expect\": \"ask\"}]}",
        "{\"settings\": {\"flags\": {}}, \"cases\": [{\"command\": \"x\", \"expect\": \"ask\"}]}"
      })
  void aFileThatMakesNoSenseIsToldWithThePlace(String text) {
    assertThat(CaseFileReader.read("cases.json", text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            CaseFileReader.Reading.Wrong.class,
            wrong ->
                assertThat(wrong.faults())
                    .allSatisfy(fault -> assertThat(fault).matches("cases\\.json:1:\\d+: .*")));
  }

  @Test
  void theReportIsALineForEachCaseAndASummary() {
    CaseFile file =
        read(
            """
            {"cases": [{"command": "make", "expect": "auto"},
                       {"command": "rm x", "expect": "auto"}]}
            """);
    CaseReport report = new CaseReport(new Paper(80, false), new ShownPaths(bed.place()));
    report.results(file, results(file, inForce()));
    report.faults(List.of("other.json:1:1: wrong"));
    assertThat(report.text())
        .isEqualTo(
            """
            ok   make: auto by Bash(make:*)
            FAIL rm x
                 cases.json:2: expected auto, got deny: a rule forbids `rm x`
                 by Bash(rm:*) in settings.json:4
            FAIL other.json:1:1: wrong

            2 cases, 1 failed, and 1 file could not be tested
            """);
    assertThat(report.passed()).isFalse();
    assertThat(new CaseReport(new Paper(80, false), new ShownPaths(bed.place())).passed())
        .as("no case at all")
        .isFalse();
  }

  @Test
  void junitXmlIsValidWhateverTheNames() throws Exception {
    CaseFile file =
        read(
            """
            {"cases": [
              {"name": "<&\\"'>\\u0000\\ud800\\n\\u001b]]>", "command": "make", "expect": "auto"},
              {"name": "not <so>", "command": "rm '<x> && y'", "expect": "auto"}]}
            """);
    JunitXml junit = new JunitXml(Instant.parse("2026-11-22T12:00:00Z"));
    junit.results(file, results(file, inForce()));
    junit.faults("other.json", List.of("other.json:1:1: <wrong>"));
    String xml = junit.text();
    SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
    try (InputStream schema = CasesTest.class.getResourceAsStream("junit.xsd")) {
      factory
          .newSchema(new StreamSource(schema))
          .newValidator()
          .validate(new StreamSource(new StringReader(xml)));
    }
    assertThat(xml)
        .contains("tests=\"3\" failures=\"1\" errors=\"1\"")
        .contains("timestamp=\"2026-11-22T12:00:00\"")
        .contains("name=\"not &lt;so&gt;\"");
  }
}
