package dev.muster.policy.check;

import dev.muster.json.Json;
import dev.muster.policy.check.Mistake.Severity;
import dev.muster.policy.view.Line;
import dev.muster.policy.view.Paper;
import dev.muster.policy.view.Printable;
import dev.muster.policy.view.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a check found.
 *
 * @param checked what was checked: a file, or words such as {@code the settings in force}
 * @param mistakes in the order in which they are told
 */
public record CheckReport(List<String> checked, List<Mistake> mistakes) {
  public CheckReport {
    checked = List.copyOf(checked);
    mistakes = List.copyOf(mistakes);
  }

  /**
   * Whether nothing is wrong.
   *
   * @param strict whether warnings count
   */
  public boolean passed(boolean strict) {
    return count(Severity.FAULT) == 0 && !(strict && count(Severity.WARNING) > 0);
  }

  private long count(Severity severity) {
    return mistakes.stream().filter(mistake -> mistake.severity() == severity).count();
  }

  /** The report as text for people, ending in a newline. */
  public String text(Paper paper) {
    StringBuilder out = new StringBuilder();
    for (Mistake mistake : mistakes) {
      write(paper, new Line(tone(mistake), word(mistake), Printable.of(head(mistake))), out);
      write(paper, Line.of("     " + Printable.of(mistake.why())), out);
      if (!mistake.other().isEmpty()) {
        write(paper, Line.of("     by", Printable.of(mistake.other())), out);
      }
      if (!mistake.instead().isEmpty()) {
        write(paper, Line.of("     instead", Printable.of(mistake.instead())), out);
      }
      out.append('\n');
    }
    return out + summary() + "\n";
  }

  private String summary() {
    String what = checked.isEmpty() ? "There are no settings here" : String.join(", ", checked);
    return Printable.of(what)
        + ": "
        + counted(Severity.FAULT, "fault")
        + ", "
        + counted(Severity.WARNING, "warning")
        + ", "
        + counted(Severity.NOTE, "note");
  }

  private String counted(Severity severity, String word) {
    long count = count(severity);
    return count + " " + word + (count == 1 ? "" : "s");
  }

  private static void write(Paper paper, Line line, StringBuilder out) {
    for (String one : paper.lines("", "     ", line)) {
      out.append(one).append('\n');
    }
  }

  private static String head(Mistake mistake) {
    return mistake.rule().isEmpty()
        ? mistake.place()
        : mistake.place() + ": " + list(mistake) + " " + mistake.rule();
  }

  private static String list(Mistake mistake) {
    return mistake.list() == null ? "" : mistake.list().name().toLowerCase(Locale.ROOT);
  }

  private static String word(Mistake mistake) {
    return switch (mistake.severity()) {
      case FAULT -> "fault";
      case WARNING -> "warning";
      case NOTE -> "note";
    };
  }

  private static Tone tone(Mistake mistake) {
    return switch (mistake.severity()) {
      case FAULT -> Tone.BAD;
      case WARNING -> Tone.UNSURE;
      case NOTE -> Tone.QUIET;
    };
  }

  /** The report as JSON for programs. */
  public Json.Obj json() {
    List<Json> all = new ArrayList<>();
    for (Mistake mistake : mistakes) {
      Json.Builder one = Json.Obj.builder();
      one.put("severity", word(mistake));
      one.put("kind", mistake.kind().word());
      one.put("place", mistake.place());
      one.put("list", mistake.list() == null ? null : list(mistake));
      one.put("rule", mistake.rule().isEmpty() ? null : mistake.rule());
      one.put("why", mistake.why());
      one.put("instead", mistake.instead().isEmpty() ? null : mistake.instead());
      one.put("because", mistake.other().isEmpty() ? null : mistake.other());
      all.add(one.build());
    }
    return Json.Obj.builder()
        .put("checked", Json.strings(checked))
        .put("faults", count(Severity.FAULT))
        .put("warnings", count(Severity.WARNING))
        .put("notes", count(Severity.NOTE))
        .put("mistakes", all)
        .build();
  }
}
