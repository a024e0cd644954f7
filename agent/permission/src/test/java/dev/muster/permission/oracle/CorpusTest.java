package dev.muster.permission.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.permission.PolicyEngine;
import dev.muster.permission.shell.ShellReading;
import dev.muster.protocol.Decided;
import dev.muster.protocol.Layer;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.Verdict;
import dev.muster.testkit.corpus.CommandCorpus;
import dev.muster.testkit.corpus.CommandCorpus.Entry;
import dev.muster.testkit.corpus.CorpusWorld;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine decides about the collected commands; failing lines are printed. */
class CorpusTest {
  private static final Path FOLDER = Path.of("src/test/resources/corpus");

  /** Rules that allow everything. */
  private static final List<String> ALL = List.of("Bash", "Bash(*)");

  @TempDir private static Path temporary;
  private static CorpusWorld world;
  private static Engines engines;

  @BeforeAll
  static void makeTheWorld() {
    world = CorpusWorld.in(temporary);
    engines = new Engines(world);
  }

  private static CommandCorpus corpus(String name, int least) {
    CommandCorpus corpus = CommandCorpus.read(FOLDER.resolve(name + ".txt"));
    assertThat(corpus.entries()).as("the corpus " + name).hasSizeGreaterThanOrEqualTo(least);
    return corpus;
  }

  @Test
  void whatDevelopersAndAgentsTypeIsUnderstood() {
    CommandCorpus corpus = corpus("typed", 1500);
    List<Entry> unread = new ArrayList<>();
    for (Entry entry : corpus.entries()) {
      ShellReading reading = engines.analysis().analyse(entry.text(), world.project());
      if (!(reading instanceof ShellReading.Understood)) {
        unread.add(entry);
      }
    }
    double share = Report.share("typed commands are understood", corpus.entries().size(), unread);
    assertThat(share).isGreaterThanOrEqualTo(Thresholds.UNDERSTOOD);
  }

  @Test
  void commandsThatOnlyReadRunWithoutAQuestion() {
    CommandCorpus corpus = corpus("reading", 400);
    PolicyEngine engine = engines.plain();
    List<Entry> asked = new ArrayList<>();
    for (Entry entry : corpus.entries()) {
      if (engines.decide(engine, entry.in(world), PermissionMode.DEFAULT) != Verdict.ALLOW) {
        asked.add(entry);
      }
    }
    double share =
        Report.share("reading commands run without a question", corpus.entries().size(), asked);
    assertThat(share).isGreaterThanOrEqualTo(Thresholds.READING_WITHOUT_QUESTION);
  }

  @Test
  void nothingThatDoesMoreThanReadInsideRunsByItself() {
    CommandCorpus corpus = corpus("negative", 500);
    PolicyEngine engine = engines.plain();
    List<Entry> escaped = new ArrayList<>();
    for (Entry entry : corpus.entries()) {
      if (engines.decide(engine, entry.in(world), PermissionMode.DEFAULT) == Verdict.ALLOW) {
        escaped.add(entry);
      }
    }
    Report.share("negatives are not run", corpus.entries().size(), escaped);
    assertThat(escaped).hasSizeLessThanOrEqualTo(Thresholds.NEGATIVES_RUN);
  }

  /** In every mode, with nothing allowed and with everything allowed. */
  @Test
  void whatIsDeniedIsDeniedHoweverItIsWritten() {
    CommandCorpus corpus = corpus("denied", 500);
    Map<List<String>, PolicyEngine> bare = new LinkedHashMap<>();
    Map<List<String>, PolicyEngine> lenient = new LinkedHashMap<>();
    List<Entry> run = new ArrayList<>();
    List<Entry> asked = new ArrayList<>();
    for (Entry entry : corpus.entries()) {
      String text = entry.in(world);
      PolicyEngine strict = bare.computeIfAbsent(entry.rules(), r -> engines.under(List.of(), r));
      Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
      if (entry.label().equals("asked")) {
        verdicts.add(engines.decide(strict, text, PermissionMode.DEFAULT));
      } else {
        PolicyEngine open = lenient.computeIfAbsent(entry.rules(), r -> engines.under(ALL, r));
        for (PermissionMode mode : PermissionMode.values()) {
          verdicts.add(engines.decide(strict, text, mode));
          verdicts.add(engines.decide(open, text, mode));
        }
      }
      if (verdicts.contains(Verdict.ALLOW)) {
        run.add(entry);
      } else if (entry.label().equals("deny") && verdicts.contains(Verdict.ASK)) {
        asked.add(entry);
      }
    }
    Report.share("forbidden commands are not run", corpus.entries().size(), run);
    Report.share(
        "forbidden commands are denied where they must be", corpus.entries().size(), asked);
    assertThat(run).hasSizeLessThanOrEqualTo(Thresholds.DENIED_BUT_RUN);
    assertThat(asked).hasSizeLessThanOrEqualTo(Thresholds.DENIED_BUT_ASKED);
  }

  /**
   * Where a reader gives up, whoever is asked is told the rule that may be passed over, and nobody
   * passes over a managed one.
   */
  @Test
  void aDenyThatCannotBeExcludedIsNamedAndAManagedOneDenies() {
    List<String> unnamed = new ArrayList<>();
    List<String> undenied = new ArrayList<>();
    int asked = 0;
    for (Entry entry : corpus("denied", 500).entries()) {
      if (!entry.label().equals("closed")) {
        continue;
      }
      String text = entry.in(world);
      PolicyEngine own = engines.under(ALL, entry.rules());
      PolicyEngine managed = engines.under(ALL, entry.rules(), Layer.MANAGED);
      for (PermissionMode mode : PermissionMode.values()) {
        Decided decided = engines.decided(own, text, mode);
        asked += decided.verdict() == Verdict.ASK ? 1 : 0;
        if (decided.verdict() == Verdict.ASK
            && decided.rules().stream().noneMatch(rule -> entry.rules().contains(rule.text()))) {
          unnamed.add(mode + " " + entry + ": " + decided.reason());
        }
        if (engines.decide(managed, text, mode) != Verdict.DENY) {
          undenied.add(mode + " " + entry);
        }
      }
    }
    assertThat(asked).as("questions looked at").isGreaterThan(500);
    assertThat(unnamed).as("questions that name no rule that forbids").isEmpty();
    assertThat(undenied).as("managed rules that are passed over").isEmpty();
  }
}
