package dev.muster.policy.replay;

import dev.muster.json.Json;
import dev.muster.json.JsonWriter;
import dev.muster.policy.view.FindingWord;
import dev.muster.policy.view.Line;
import dev.muster.policy.view.Paper;
import dev.muster.policy.view.Printable;
import dev.muster.policy.view.ShownPaths;
import dev.muster.policy.view.Tone;
import dev.muster.protocol.Decided;
import dev.muster.protocol.Layer;
import dev.muster.protocol.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a replay came to, for people and for programs. */
public final class ReplayReport {

  private static final int LONGEST_EXAMPLE = 160;

  /** What a replay cannot know. */
  private static final List<String> UNKNOWN =
      List.of(
          "Paths are looked up on the disk as it is now, not as it was then.",
          "Every call is decided in the folder that its session began in and in the mode that the"
              + " settings begin with; a session may have gone elsewhere, or changed the mode.",
          "Secrets were taken out of what was kept, so that a call with one may be decided"
              + " otherwise.");

  private final ReplayTotals totals;
  private final String file;
  private final Layer as;
  private final Instant since;

  ReplayReport(ReplayTotals totals, String file, Layer as, Instant since) {
    this.totals = totals;
    this.file = file;
    this.as = as;
    this.since = since;
  }

  /** The report as text, ending in a newline. */
  public String text(Paper paper, ShownPaths paths) {
    StringBuilder out = new StringBuilder();
    for (Change change : totals.changes()) {
      Change.Key key = change.key();
      String head =
          change.count() + (change.count() == 1 ? " call, " : " calls, ") + by(key, paths);
      String verdicts = FindingWord.of(key.from()) + " → " + FindingWord.of(key.to());
      write(paper, new Line(FindingWord.tone(key.to()), verdicts, head), out);
      for (PastCall example : change.examples()) {
        write(paper, Line.of("   " + example(example)), out);
      }
      out.append('\n');
    }
    write(paper, new Line(Tone.STRONG, "", summary()), out);
    for (String line : details()) {
      write(paper, Line.of(line), out);
    }
    out.append('\n');
    for (String unknown : UNKNOWN) {
      write(paper, Line.of("note", unknown), out);
    }
    return out.toString();
  }

  private static String by(Change.Key key, ShownPaths paths) {
    Decided.MatchedRule rule = key.rule();
    if (rule == null) {
      return "by what holds where no rule decides";
    }
    String text = Printable.of(rule.text()) + " in " + paths.place(rule.origin());
    return key.proposed() ? "by " + text : "no longer by " + text;
  }

  private static String example(PastCall call) {
    String what =
        call.call()
            .input()
            .string("command")
            .orElseGet(() -> JsonWriter.write(call.call().input()));
    return call.call().name()
        + " "
        + Printable.of(what, LONGEST_EXAMPLE)
        + "  ("
        + call.outcome().words()
        + ", "
        + call.at().truncatedTo(ChronoUnit.SECONDS)
        + ")";
  }

  private String summary() {
    return totals.changed()
        + " of "
        + totals.calls()
        + " calls of "
        + totals.sessions()
        + " sessions would be decided otherwise with "
        + Printable.of(file)
        + " in the place of the "
        + layer()
        + " settings.";
  }

  private List<String> details() {
    List<String> lines = new ArrayList<>();
    List<String> same = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      same.add(totals.unchanged(verdict) + " " + FindingWord.of(verdict));
    }
    lines.add("As now: " + String.join(", ", same) + ".");
    if (totals.undecidedCalls() > 0) {
      lines.add(totals.undecidedCalls() + " calls are such as no tool of this version takes.");
    }
    if (totals.sessionsOfGoneFolders() > 0) {
      lines.add(
          totals.sessionsOfGoneFolders()
              + " sessions were left out, since their folders are gone.");
    }
    if (totals.unreadableSessions() > 0) {
      lines.add(totals.unreadableSessions() + " sessions could not be read to their end.");
    }
    if (totals.wasStopped()) {
      lines.add("It was stopped before the end: later sessions were not looked at.");
    }
    return lines;
  }

  private String layer() {
    return as.name().toLowerCase(Locale.ROOT);
  }

  private static void write(Paper paper, Line line, StringBuilder out) {
    for (String one : paper.lines("", "   ", line)) {
      out.append(one).append('\n');
    }
  }

  /** The report as JSON. */
  public Json.Obj json() {
    List<Json> changes = new ArrayList<>();
    for (Change change : totals.changes()) {
      changes.add(json(change));
    }
    Json.Builder same = Json.Obj.builder();
    for (Verdict verdict : Verdict.values()) {
      same.put(FindingWord.of(verdict), totals.unchanged(verdict));
    }
    return Json.Obj.builder()
        .put("file", file)
        .put("as", layer())
        .put("since", since.equals(Instant.EPOCH) ? null : since.toString())
        .put("sessions", totals.sessions())
        .put("sessionsUnreadable", totals.unreadableSessions())
        .put("sessionsOfGoneFolders", totals.sessionsOfGoneFolders())
        .put("calls", totals.calls())
        .put("changed", totals.changed())
        .put("unchanged", same.build())
        .put("undecided", totals.undecidedCalls())
        .put("stopped", totals.wasStopped())
        .put("changes", changes)
        .put("unknown", Json.strings(UNKNOWN))
        .build();
  }

  private static Json json(Change change) {
    Change.Key key = change.key();
    Json.Builder outcomes = Json.Obj.builder();
    change
        .outcomes()
        .forEach((outcome, count) -> outcomes.put(outcome.name().toLowerCase(Locale.ROOT), count));
    List<Json> examples = new ArrayList<>();
    for (PastCall call : change.examples()) {
      examples.add(
          Json.Obj.builder()
              .put("session", call.session())
              .put("at", call.at().toString())
              .put("tool", call.call().name())
              .put("input", call.call().input())
              .put("outcome", call.outcome().name().toLowerCase(Locale.ROOT))
              .build());
    }
    Json.Builder one = Json.Obj.builder();
    one.put("from", FindingWord.of(key.from()));
    one.put("to", FindingWord.of(key.to()));
    Decided.MatchedRule rule = key.rule();
    if (rule == null) {
      one.putNull("rule");
    } else {
      one.put("rule", rule.text());
      one.put("place", rule.origin().place());
    }
    one.put("decides", rule == null ? "default" : key.proposed() ? "proposed" : "no longer");
    one.put("count", change.count());
    one.put("outcomes", outcomes.build());
    return one.put("examples", examples).build();
  }
}
