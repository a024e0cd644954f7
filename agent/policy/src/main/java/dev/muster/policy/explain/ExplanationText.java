package dev.muster.policy.explain;

import dev.muster.policy.view.FindingWord;
import dev.muster.policy.view.Line;
import dev.muster.policy.view.Paper;
import dev.muster.policy.view.Printable;
import dev.muster.policy.view.Sentences;
import dev.muster.policy.view.ShownPaths;
import dev.muster.policy.view.Tone;
import dev.muster.protocol.Decided;

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
    return out.toString();
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
