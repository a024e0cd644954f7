package dev.muster.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.policy.cases.CaseFile;
import dev.muster.policy.cases.CaseFileReader;
import dev.muster.policy.cases.CaseResult;
import dev.muster.policy.cases.CaseRunner;
import dev.muster.policy.decide.DecideLines;
import dev.muster.policy.decide.DecideSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of docs/policy.md and docs/permissions.md, which must be true. */
class PolicyDocTest {

  private static final Path DOCS = Path.of("../../docs");

  private TestBed bed;

  @BeforeEach
  void begin(@TempDir Path temporary) {
    bed = new TestBed(temporary);
  }

  /** The fenced texts of that kind. */
  private static List<String> fenced(String doc, String kind) throws IOException {
    List<String> texts = new ArrayList<>();
    StringBuilder text = null;
    for (String line : Files.readAllLines(DOCS.resolve(doc))) {
      if (text == null && line.equals("```" + kind)) {
        text = new StringBuilder();
      } else if (text != null && line.equals("```")) {
        texts.add(text.toString());
        text = null;
      } else if (text != null) {
        text.append(line).append('\n');
      }
    }
    return texts;
  }

  @ParameterizedTest
  @CsvSource({"policy.md, 4", "permissions.md, 5"})
  void everyFileOfCasesPasses(String doc, int files) throws IOException {
    List<String> texts = fenced(doc, "json cases");
    assertThat(texts).hasSize(files);
    int cases = 0;
    SoftAssertions softly = new SoftAssertions();
    for (String text : texts) {
      CaseFileReader.Reading reading =
          CaseFileReader.read(doc, text.getBytes(StandardCharsets.UTF_8));
      assertThat(reading).isInstanceOf(CaseFileReader.Reading.Read.class);
      CaseFile file = ((CaseFileReader.Reading.Read) reading).file();
      Layers none = new Layers(List.of(), true, bed.project, Path.of("/etc/m"), Map.of());
      CaseRunner.Outcome outcome =
          new CaseRunner(bed.parts, bed.place(), none).run(file, DOCS.resolve(doc), name -> true);
      assertThat(outcome).isInstanceOf(CaseRunner.Outcome.Decided.class);
      for (CaseResult result : ((CaseRunner.Outcome.Decided) outcome).results()) {
        softly.assertThat(result.failure()).as(result.of().name()).isEmpty();
        cases++;
      }
    }
    softly.assertAll();
    assertThat(cases).isGreaterThan(50);
  }

  @Test
  void everyQuestionOfDecideHasTheAnswerThatFollows() throws IOException {
    List<String> texts = fenced("policy.md", "jsonl");
    assertThat(texts).hasSize(1);
    StringBuilder questions = new StringBuilder();
    StringBuilder answers = new StringBuilder();
    for (String line : texts.getFirst().lines().toList()) {
      boolean question = line.contains("\"cwd\"");
      (question ? questions : answers)
          .append(
              line.replace("{project}", bed.project.toString())
                  .replace("{home}", bed.home.toString()))
          .append('\n');
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new DecideLines(
            bed.parts,
            new DecideSettings("/usr/bin:/bin", Path.of("/etc/m"), false),
            new ByteArrayInputStream(questions.toString().getBytes(StandardCharsets.UTF_8)),
            out)
        .run();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(answers.toString());
  }
}
