package dev.muster.policy.explain;

import dev.muster.policy.view.FindingWord;
import dev.muster.policy.view.Line;
import dev.muster.policy.view.Paper;
import dev.muster.policy.view.Printable;
import dev.muster.policy.view.Sentences;
import dev.muster.policy.view.ShownPaths;
import dev.muster.policy.view.Tone;
import dev.muster.protocol.Decided;
import dev.muster.protocol.Description;
import dev.muster.protocol.Question;
import java.util.Locale;

/** An explanation as text for people. */
public final class ExplanationText {

  private ExplanationText() {}

  /** The tree of findings, then the verdict; ends in a newline. */
  public static String of(ExplainedCall call, Paper paper) {
    ShownPaths paths = new ShownPaths(call.place());
    StringBuilder out = new StringBuilder();
    for (String warning : call.warnings()) {
      write(paper, new Line(Tone.UNSURE, "note", Printable.of(warning)), out);
    }
    out.append(call.warnings().isEmpty() ? "" : "\n");
    out.append(new FindingText(paths).outline(call.explanation()).drawn(paper));
    out.append('\n');
    Decided decided = call.explanation().decided();
    String word = FindingWord.of(decided.verdict());
    write(paper, new Line(FindingWord.tone(decided.verdict()), word, meaning(decided)), out);
    write(paper, Line.of("     " + Sentences.of(decided.reason())), out);
    for (Decided.MatchedRule rule : decided.rules()) {
      String text = "     " + Printable.of(rule.text()) + " in " + paths.place(rule.origin());
      write(paper, Line.of(text), out);
    }
    Question question = call.question();
    if (question != null) {
      describe(question.description(), paper, out);
    }
    return out.toString();
  }

  /** What the person would read. */
  private static void describe(Description description, Paper paper, StringBuilder out) {
    out.append('\n');
    for (String point : description.points()) {
      write(paper, Line.of("does", " " + Printable.of(point)), out);
    }
    String risk = description.risk().name().toLowerCase(Locale.ROOT);
    write(paper, Line.of("risk", " " + risk + ": " + Printable.of(description.riskReason())), out);
    if (!description.always().isEmpty()) {
      write(paper, Line.of("always", Printable.of(description.always())), out);
    }
  }

  private static String meaning(Decided decided) {
    return switch (decided.verdict()) {
      case ALLOW -> " it would run unasked";
      case ASK -> "  a person would be asked";
      case DENY -> " it would be refused";
    };
  }

  private static void write(Paper paper, Line line, StringBuilder out) {
    for (String one : paper.lines("", "     ", line)) {
      out.append(one).append('\n');
    }
  }
}
