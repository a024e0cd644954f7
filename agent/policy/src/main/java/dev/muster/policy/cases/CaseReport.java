package dev.muster.policy.cases;

import dev.muster.policy.view.FindingWord;
import dev.muster.policy.view.Line;
import dev.muster.policy.view.Paper;
import dev.muster.policy.view.Printable;
import dev.muster.policy.view.ShownPaths;
import dev.muster.policy.view.Tone;
import dev.muster.protocol.Decided;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Results of cases as text for people, a line each. */
public final class CaseReport {

  private static final int LONGEST_NAME = 60;

  private final Paper paper;
  private final ShownPaths paths;
  private final StringBuilder out = new StringBuilder();
  private int cases;
  private int failed;
  private int unreadable;

  /** A report on a paper. */
  public CaseReport(Paper paper, ShownPaths paths) {
    this.paper = paper;
    this.paths = paths;
  }

  /** Adds the results of a file. */
  public void results(CaseFile file, List<CaseResult> results) {
    for (CaseResult result : results) {
      cases++;
      if (result.passed()) {
        write(new Line(Tone.GOOD, "ok  ", name(result) + said(result.decided())));
      } else {
        failed++;
        write(new Line(Tone.BAD, "FAIL", name(result)));
        String place = file.name() + ":" + result.of().line() + ": ";
        write(Line.of("    ", Printable.of(place + result.failure())));
        Decided decided = result.decided();
        if (decided != null && !decided.rules().isEmpty()) {
          write(Line.of("    ", rule(decided.rules().getFirst())));
        }
      }
    }
  }

  /** Adds what is wrong with a file or its policy. */
  public void faults(List<String> faults) {
    unreadable++;
    for (String fault : faults) {
      write(new Line(Tone.BAD, "FAIL", Printable.of(fault)));
    }
  }

  private static String name(CaseResult result) {
    return Printable.of(result.of().name(), LONGEST_NAME);
  }

  private String said(@Nullable Decided decided) {
    if (decided == null) {
      return "";
    }
    String verdict = ": " + FindingWord.of(decided.verdict());
    return decided.rules().isEmpty()
        ? verdict
        : verdict + " by " + Printable.of(decided.rules().getFirst().text(), LONGEST_NAME);
  }

  private String rule(Decided.MatchedRule rule) {
    return "by " + Printable.of(rule.text()) + " in " + paths.place(rule.origin());
  }

  private void write(Line line) {
    for (String one : paper.lines("", "", line)) {
      out.append(one).append('\n');
    }
  }

  /** Whether everything is as expected, and something was tested. */
  public boolean passed() {
    return failed == 0 && unreadable == 0 && cases > 0;
  }

  /** The whole report with its summary, ending in a newline. */
  public String text() {
    String summary =
        cases
            + (cases == 1 ? " case, " : " cases, ")
            + failed
            + " failed"
            + (unreadable == 0
                ? ""
                : ", and "
                    + unreadable
                    + (unreadable == 1 ? " file" : " files")
                    + " could not be tested")
            + (cases == 0 && unreadable == 0 ? ": no case has such a name" : "");
    return out + "\n" + summary + "\n";
  }
}
