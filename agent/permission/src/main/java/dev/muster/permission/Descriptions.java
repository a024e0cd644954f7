package dev.muster.permission;

import dev.muster.permission.program.Deed;
import dev.muster.permission.program.Deeds;
import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.ShellReading;
import dev.muster.permission.shell.Word;
import dev.muster.protocol.Description;
import dev.muster.protocol.Description.Risk;
import dev.muster.protocol.PermissionUpdate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says in plain words what a call would do, from what was found about it. For one question, by one
 * thread.
 */
final class Descriptions {

  /** How many sentences are told. */
  private static final int POINTS_MOST = 12;

  private final Map<String, Risk> points = new LinkedHashMap<>();
  private boolean runsUnseen;
  private boolean connects;
  private Risk risk = Risk.LOW;
  private String reason = "it only reads";

  private Descriptions() {}

  /** The description of a call, with what its suggestions would allow. */
  static Description of(Finding call, List<PermissionUpdate> suggestions) {
    Descriptions told = new Descriptions();
    told.tell(call);
    if (told.runsUnseen && told.connects) {
      told.point(
          Risk.HIGH,
          "Executes text that may come from the network",
          "it executes text that may come from the network");
    }
    List<String> sentences = new ArrayList<>();
    for (Risk weight : new Risk[] {Risk.HIGH, Risk.MEDIUM, Risk.LOW}) {
      told.points.forEach((point, of) -> {
        if (of == weight && sentences.size() < POINTS_MOST) {
          sentences.add(point);
        }
      });
    }
    if (told.points.size() > POINTS_MOST) {
      sentences.add("and " + (told.points.size() - POINTS_MOST) + " more");
    }
    return new Description(sentences, told.risk, told.reason, Granted.told(suggestions));
  }

  private void point(Risk weight, String what, String why) {
    points.merge(what, weight, (one, other) -> one.compareTo(other) >= 0 ? one : other);
    if (weight.compareTo(risk) > 0) {
      risk = weight;
      reason = why;
    }
  }

  /** A chain, since the first switch over types costs a start milliseconds. */
  private void tell(Finding finding) {
    Subject subject = finding.subject();
    if (subject instanceof Subject.Command command) {
      tell(command, finding);
    } else if (subject instanceof Subject.Place place) {
      tell(place.access(), place.written(), finding);
    } else if (subject instanceof Subject.Text text) {
      if (text.reading() == null || text.reading() instanceof ShellReading.NotUnderstood) {
        point(Risk.HIGH, "Runs something that is not understood", "it is not understood");
      }
      finding.parts().forEach(this::tell);
    } else {
      finding.parts().forEach(this::tell);
    }
  }

  private void tell(Subject.Access access, String name, Finding finding) {
    boolean guarded = finding.isAtLeast(Finding.Kind.GUARDED);
    String why = guarded ? finding.reason() : "";
    switch (access) {
      case READ -> point(guarded ? Risk.HIGH : Risk.LOW, "Reads " + name, why);
      case READ_TREE ->
          point(guarded ? Risk.HIGH : Risk.LOW, "Reads " + name + " and everything below", why);
      case ENTER -> point(Risk.LOW, "Goes to " + name, why);
      case WRITE ->
          point(
              guarded ? Risk.HIGH : Risk.MEDIUM,
              "Writes to " + name,
              guarded ? why : "it changes files");
      case WRITE_TREE ->
          point(
              guarded ? Risk.HIGH : Risk.MEDIUM,
              "Writes to " + name + " and below",
              guarded ? why : "it changes files");
      case REMOVE ->
          point(
              guarded ? Risk.HIGH : Risk.MEDIUM,
              "Deletes " + name,
              guarded ? why : "it deletes files");
      case REMOVE_TREE ->
          point(Risk.HIGH, "Deletes " + name + " and everything below", "it deletes whole folders");
    }
  }

  private void tell(Subject.Command of, Finding finding) {
    Deeds deeds = of.deeds();
    runsUnseen |= runsUnseen(of.command());
    String shown = Shown.words(of.command().words());
    if (deeds instanceof Deeds.Known known) {
      for (Deed deed : known.deeds()) {
        tell(deed, of.command());
      }
    } else if (!of.command().words().isEmpty()) {
      point(
          Risk.MEDIUM,
          "Runs " + Shown.text(shown) + ", of which it is not known what it does",
          "it runs a program of which not all is known");
    }
    finding.parts().forEach(this::tell);
  }

  /** What a deed adds to the places and commands that the findings tell of anyway. */
  private void tell(Deed deed, ShellCommand command) {
    if (deed instanceof Deed.Connects(Word host)) {
      connects = true;
      point(Risk.MEDIUM, "Uses the network" + at(host), "it uses the network");
    } else if (deed instanceof Deed.RunsCode(String what)) {
      point(Risk.MEDIUM, "Runs " + what, "it runs code that is not looked into");
    } else if (deed instanceof Deed.Changes(String what)) {
      point(Risk.MEDIUM, "Changes something: " + what, "it changes more than files");
    } else if (deed instanceof Deed.RunsInput) {
      boolean piped = command.input() instanceof ShellCommand.Input.Piped;
      runsUnseen |= piped;
      point(
          piped ? Risk.HIGH : Risk.MEDIUM,
          "Runs, as a shell, what it is given",
          "what runs is not seen");
    } else if (deed instanceof Deed.Rewrites(Word below)) {
      point(
          Risk.MEDIUM,
          "Changes files that it does not name"
              + (below == null ? "" : ", below " + Shown.word(below)),
          "it changes files");
    } else if (deed instanceof Deed.Links(Word path, Word target)) {
      point(
          Risk.MEDIUM,
          "Makes " + Shown.word(path) + " lead to " + Shown.word(target),
          "it changes what a path leads to");
    } else if (deed instanceof Deed.RunsShell(Word text) && !(text instanceof Word.Literal)) {
      runsUnseen = true;
      point(Risk.HIGH, "Runs, as a shell, a text that is not known", "what runs is not seen");
    }
  }

  /** Whether it is a command of the shell, or a program, that runs a text which is not known. */
  private static boolean runsUnseen(ShellCommand command) {
    List<Word> words = command.words();
    return !words.isEmpty()
        && (!(words.getFirst() instanceof Word.Literal)
            || Streams.anyIsPipe(words)
            || Started.runsUnknownText(command));
  }

  private static String at(@Nullable Word host) {
    return host == null ? "" : ": " + Shown.word(host);
  }
}
