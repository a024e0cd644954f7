package dev.muster.policy.explain;

import dev.muster.permission.Explanation;
import dev.muster.permission.Finding;
import dev.muster.permission.RuleMatch;
import dev.muster.permission.Subject;
import dev.muster.permission.program.Deed;
import dev.muster.permission.program.Deeds;
import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.ShellReading;
import dev.muster.permission.shell.Word;
import dev.muster.permission.shell.syntax.Script;
import dev.muster.permission.shell.syntax.TreePrinter;
import dev.muster.policy.view.FindingWord;
import dev.muster.policy.view.Line;
import dev.muster.policy.view.Outline;
import dev.muster.policy.view.Printable;
import dev.muster.policy.view.ShownPaths;
import dev.muster.protocol.PathIdentity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes an outline of a finding and of those that it follows from. For use once. */
final class FindingText {

  private static final int LONGEST_TEXT = 240;
  private static final int LONGEST_TREE = 60;

  private final ShownPaths paths;

  FindingText(ShownPaths paths) {
    this.paths = paths;
  }

  /** The finding about a whole call, in a mode. */
  Outline outline(Explanation explanation) {
    Outline whole = outline(explanation.finding(), null);
    List<Line> more = new ArrayList<>();
    more.add(Line.of("mode", explanation.mode().wireName()));
    more.addAll(whole.more());
    return new Outline(whole.head(), more, whole.below());
  }

  private Outline outline(Finding finding, @Nullable Path above) {
    List<Line> more = new ArrayList<>();
    Subject subject = finding.subject();
    String head = head(finding);
    Path folder = above;
    if (subject instanceof Subject.Text text) {
      text(text, more);
      folder = text.folder();
    } else if (subject instanceof Subject.Command(ShellCommand command, Deeds deeds)) {
      command(command, above, more);
      deeds(deeds, finding, more);
      folder = command.folder();
    } else if (subject instanceof Subject.Place place) {
      hops(place, finding.kind(), more);
    }
    if (!saidBelow(finding)) {
      if (!finding.reason().isEmpty() && !head.equals(finding.reason())) {
        more.add(Line.of("why", Printable.of(finding.reason())));
      }
      for (RuleMatch rule : finding.rules()) {
        more.add(Line.of("rule", rule(rule)));
      }
    }
    return new Outline(
        new Line(FindingWord.tone(finding.kind()), FindingWord.of(finding.kind()), head),
        more,
        below(finding, folder));
  }

  private List<Outline> below(Finding finding, @Nullable Path folder) {
    List<Outline> below = new ArrayList<>();
    for (Finding part : finding.parts()) {
      if (!isSilent(part)) {
        below.add(outline(part, folder));
      }
    }
    return below;
  }

  /** Whether a finding is that of one of its parts, which says why. */
  private static boolean saidBelow(Finding finding) {
    for (Finding part : finding.parts()) {
      if (!isSilent(part)
          && part.kind() == finding.kind()
          && part.rules().equals(finding.rules())
          && finding.reason().endsWith(part.reason())) {
        return true;
      }
    }
    return false;
  }

  /** Whether a part says nothing: no rule is about the tool, so that its effects decide. */
  private static boolean isSilent(Finding part) {
    return part.subject() instanceof Subject.ToolInput
        && part.rules().isEmpty()
        && part.kind() == Finding.Kind.OPEN;
  }

  private String head(Finding finding) {
    return switch (finding.subject()) {
      case Subject.Call(var call) -> "a call of " + Printable.of(call.name());
      case Subject.ToolInput(var call) -> "the tool " + Printable.of(call.name());
      case Subject.Text text -> "the text " + Printable.of(text.text().strip(), LONGEST_TEXT);
      case Subject.Command(var command, var deeds) ->
          Printable.of(command.text().strip(), LONGEST_TEXT);
      case Subject.Place place -> access(place.access()) + " " + Printable.of(place.written());
      case Subject.Aspect aspect -> finding.reason();
    };
  }

  private static String access(Subject.Access access) {
    return switch (access) {
      case READ -> "reads";
      case READ_TREE -> "reads all below";
      case WRITE -> "changes";
      case WRITE_TREE -> "changes all below";
      case REMOVE -> "removes";
      case REMOVE_TREE -> "removes all of";
      case ENTER -> "goes to";
    };
  }

  private void text(Subject.Text text, List<Line> more) {
    Path folder = text.folder();
    more.add(Line.of("in", folder == null ? "a folder that is not certain" : paths.of(folder)));
    switch (text.reading()) {
      case null -> {}
      case ShellReading.Understood(var commands, var tree) -> tree(tree, more);
      case ShellReading.NotUnderstood(var reason, var seen, var tree) -> {
        tree(tree, more);
        more.add(Line.of("unread", Printable.of(reason)));
        for (ShellCommand command : seen) {
          more.add(Line.of("seen", Printable.of(command.text().strip(), LONGEST_TEXT)));
        }
      }
    }
  }

  /** The parse tree, of which a single command needs none. */
  private static void tree(Script tree, List<Line> more) {
    List<String> lines = TreePrinter.print(tree).lines().limit(LONGEST_TREE + 1).toList();
    if (lines.size() < 2) {
      return;
    }
    for (int at = 0; at < lines.size(); at++) {
      String line = at == LONGEST_TREE ? "..." : Printable.of(lines.get(at), LONGEST_TEXT);
      more.add(Line.of(at == 0 ? "parse" : "", line));
    }
  }

  private void command(ShellCommand command, @Nullable Path above, List<Line> more) {
    for (ShellCommand.Assignment set : command.assignments()) {
      more.add(Line.of("sets", Printable.of(set.name()) + "=" + WordText.of(set.value())));
    }
    if (!command.words().isEmpty()) {
      List<String> words = new ArrayList<>();
      for (Word word : command.words()) {
        words.add(WordText.of(word));
      }
      more.add(Line.of("words", String.join("  ", words)));
    }
    for (ShellCommand.Redirection redirection : command.redirections()) {
      more.add(Line.of(redirection(redirection), WordText.of(redirection.target())));
    }
    switch (command.input()) {
      case ShellCommand.Input.Inherited inherited -> {}
      case ShellCommand.Input.Known(Word text) -> more.add(Line.of("input", WordText.of(text)));
      case ShellCommand.Input.Piped piped -> more.add(Line.of("input", "from a pipe"));
    }
    Path folder = command.folder();
    if (folder == null) {
      more.add(Line.of("in", "a folder that is not certain"));
    } else if (!folder.equals(above)) {
      more.add(Line.of("in", paths.of(folder)));
    }
  }

  private static String redirection(ShellCommand.Redirection redirection) {
    return switch (redirection.kind()) {
      case READ -> "from";
      case WRITE -> "to";
      case APPEND -> "onto";
      case READ_WRITE -> "from/to";
      case DUPLICATE -> "as";
      case LIST -> "matching";
    };
  }

  /** What a command does, but for what findings of its own are about. */
  private static void deeds(@Nullable Deeds deeds, Finding finding, List<Line> more) {
    if (deeds instanceof Deeds.Unknown(String reason, boolean _)) {
      more.add(Line.of("does", "what is not known: " + Printable.of(reason)));
      return;
    }
    if (!(deeds instanceof Deeds.Known known)) {
      return;
    }
    for (Deed deed : known.deeds()) {
      String text = DeedText.of(deed);
      if (!isToldBelow(deed, text, finding)) {
        more.add(Line.of("does", Printable.of(text)));
      }
    }
  }

  private static boolean isToldBelow(Deed deed, String text, Finding finding) {
    boolean file =
        deed instanceof Deed.Reads || deed instanceof Deed.Writes || deed instanceof Deed.Removes;
    for (Finding part : finding.parts()) {
      boolean told = part.subject() instanceof Subject.Place ? file : part.reason().contains(text);
      if (told) {
        return true;
      }
    }
    return false;
  }

  /** Every place on the way from a path as it is written to where it leads. */
  private void hops(Subject.Place place, Finding.Kind kind, List<Line> more) {
    PathIdentity identity = place.identity();
    if (identity == null) {
      if (kind != Finding.Kind.ALLOW) {
        more.add(Line.of("leads", "to what cannot be found out"));
      }
      return;
    }
    for (int i = 0; i < identity.hops().size(); i++) {
      String hop = paths.of(identity.hops().get(i));
      if (i > 0 || !hop.equals(place.written())) {
        more.add(Line.of(i == 0 ? "is" : "leads", (i == 0 ? "" : "to ") + hop));
      }
    }
    if (identity.kind() == PathIdentity.Kind.MISSING) {
      more.add(Line.of("is", "not there yet"));
    }
  }

  private String rule(RuleMatch match) {
    String list =
        switch (match.list()) {
          case ALLOW -> "allow ";
          case ASK -> "ask ";
          case DENY -> "deny ";
        };
    String certain = match.surely() ? "" : " (may match)";
    return list
        + Printable.of(match.rule().text())
        + certain
        + ", "
        + paths.place(match.rule().origin());
  }
}
