package dev.muster.cli;

import dev.muster.cli.args.PolicyRequest;
import dev.muster.policy.cases.CaseFile;
import dev.muster.policy.cases.CaseFileReader;
import dev.muster.policy.cases.CaseReport;
import dev.muster.policy.cases.CaseResult;
import dev.muster.policy.cases.CaseRunner;
import dev.muster.policy.cases.JunitXml;
import dev.muster.policy.view.Paper;
import dev.muster.policy.view.ShownPaths;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Runs files of cases and reports them. For use once. */
final class PolicyTests {

  private final PolicyRequest.Test test;
  private final Surroundings around;
  private final CaseRunner runner;
  private final CaseReport report;
  private final JunitXml junit;

  PolicyTests(PolicyRequest.Test test, Surroundings around, PolicyHere here, Paper paper) {
    this.test = test;
    this.around = around;
    this.runner = new CaseRunner(here.parts(), here.place(), here.inForce());
    this.report = new CaseReport(paper, new ShownPaths(here.place()));
    this.junit = new JunitXml(around.clock().instant());
  }

  /** Runs all files; {@code false} when something is not as expected. */
  boolean run() throws IOException {
    for (String file : test.files()) {
      run(file);
    }
    if (test.junit().isPresent()) {
      writeJunit(test.junit().get());
    }
    around.out().write(report.text().getBytes(StandardCharsets.UTF_8));
    around.out().flush();
    return report.passed();
  }

  private void run(String name) {
    Path at;
    byte[] content;
    try {
      at = around.folder().resolve(name);
      try (InputStream in = Files.newInputStream(at)) {
        content = in.readNBytes(CaseFileReader.MAX_BYTES + 1);
      }
    } catch (IOException | InvalidPathException e) {
      wrong(name, List.of(name + ": cannot be read: " + e));
      return;
    }
    switch (CaseFileReader.read(name, content)) {
      case CaseFileReader.Reading.Wrong(List<String> faults) -> wrong(name, faults);
      case CaseFileReader.Reading.Read(CaseFile file) -> run(file, at);
    }
  }

  private void run(CaseFile file, Path at) {
    String filter = test.filter().orElse("");
    switch (runner.run(file, at, name -> name.contains(filter))) {
      case CaseRunner.Outcome.Impossible(List<String> faults) -> wrong(file.name(), faults);
      case CaseRunner.Outcome.Decided(List<CaseResult> results) -> {
        report.results(file, results);
        junit.results(file, results);
      }
    }
  }

  private void wrong(String name, List<String> faults) {
    report.faults(faults);
    junit.faults(name, faults);
  }

  private void writeJunit(String name) {
    try {
      Path file = around.folder().resolve(name);
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, junit.text(), StandardCharsets.UTF_8);
    } catch (IOException | InvalidPathException e) {
      throw new ProblemException(
          new Problem(
              ProblemCode.DISK,
              "the results cannot be written to " + name + ": " + e,
              "Name a file that can be written"));
    }
  }
}
