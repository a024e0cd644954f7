package dev.muster.policy.explain;

import dev.muster.json.Json;
import dev.muster.permission.Finding;
import dev.muster.permission.RuleMatch;
import dev.muster.permission.Subject;
import dev.muster.permission.program.Deed;
import dev.muster.permission.program.Deeds;
import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.ShellReading;
import dev.muster.permission.shell.syntax.Script;
import dev.muster.permission.shell.syntax.TreePrinter;
import dev.muster.policy.view.FindingWord;
import dev.muster.policy.view.Sentences;
import dev.muster.protocol.Decided;
import dev.muster.protocol.Description;
import dev.muster.protocol.Origin;
import dev.muster.protocol.PathIdentity;
import dev.muster.protocol.Question;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An explanation as JSON for programs. */
public final class ExplanationJson {

  private static final int LONGEST_TREE = 2_000;

  private ExplanationJson() {}

  /** The verdict, its rules, and the tree of findings. */
  public static Json.Obj of(ExplainedCall call) {
    Decided decided = call.explanation().decided();
    List<Json> rules = new ArrayList<>();
    for (Decided.MatchedRule rule : decided.rules()) {
      rules.add(origin(rule.text(), rule.origin()).build());
    }
    return Json.Obj.builder()
        .put("tool", call.call().name())
        .put("input", call.call().input())
        .put("cwd", call.place().folder().toString())
        .put("mode", call.explanation().mode().wireName())
        .put("decision", FindingWord.of(decided.verdict()))
        .put("reason", Sentences.of(decided.reason()))
        .put("rules", rules)
        .put("question", question(call.question()))
        .put("finding", finding(call.explanation().finding()))
        .put("warnings", Json.strings(call.warnings()))
        .build();
  }

  /** What a person would be asked; nothing where nobody would be. */
  private static @Nullable Json question(@Nullable Question question) {
    if (question == null) {
      return null;
    }
    Description description = question.description();
    return Json.Obj.builder()
        .put("cause", question.cause().name().toLowerCase(Locale.ROOT))
        .put("does", Json.strings(description.points()))
        .put("risk", description.risk().name().toLowerCase(Locale.ROOT))
        .put("riskReason", description.riskReason())
        .put("always", description.always())
        .build();
  }

  private static Json.Obj finding(Finding finding) {
    List<Json> rules = new ArrayList<>();
    for (RuleMatch match : finding.rules()) {
      rules.add(
          origin(match.rule().text(), match.rule().origin())
              .put("list", match.list().name().toLowerCase(Locale.ROOT))
              .put("surely", match.surely())
              .build());
    }
    List<Json> parts = new ArrayList<>();
    for (Finding part : finding.parts()) {
      parts.add(finding(part));
    }
    return Json.Obj.builder()
        .put("kind", FindingWord.of(finding.kind()))
        .put("about", subject(finding.subject()))
        .put("reason", finding.reason())
        .put("rules", rules)
        .put("parts", parts)
        .build();
  }

  private static Json.Builder origin(String text, Origin origin) {
    Json.Builder rule = Json.Obj.builder();
    rule.put("text", text);
    rule.put("layer", origin.layer().name().toLowerCase(Locale.ROOT));
    rule.put("source", origin.source());
    return origin.line() > 0 ? rule.put("line", origin.line()) : rule;
  }

  private static Json.Obj subject(Subject subject) {
    Json.Builder about = Json.Obj.builder();
    switch (subject) {
      case Subject.Call call -> about.put("is", "call");
      case Subject.ToolInput input -> about.put("is", "tool");
      case Subject.Text text -> text(text, about.put("is", "text"));
      case Subject.Command(var command, var deeds) ->
          command(command, deeds, about.put("is", "command"));
      case Subject.Place place -> place(place, about.put("is", "place"));
      case Subject.Aspect aspect -> about.put("is", "aspect");
    }
    return about.build();
  }

  private static void text(Subject.Text text, Json.Builder about) {
    about.put("text", text.text());
    folder(text.folder(), about);
    switch (text.reading()) {
      case null -> {}
      case ShellReading.Understood(var commands, var tree) -> about.put("parse", parse(tree));
      case ShellReading.NotUnderstood(var reason, var seen, var tree) -> {
        about.put("parse", parse(tree));
        about.put("notUnderstood", reason);
        about.put("seen", Json.strings(seen.stream().map(ShellCommand::text).toList()));
      }
    }
  }

  private static Json parse(Script tree) {
    return Json.strings(TreePrinter.print(tree).lines().limit(LONGEST_TREE).toList());
  }

  private static void folder(@Nullable Path folder, Json.Builder about) {
    if (folder == null) {
      about.putNull("folder");
    } else {
      about.put("folder", folder.toString());
    }
  }

  private static void command(ShellCommand command, @Nullable Deeds deeds, Json.Builder about) {
    about.put("text", command.text());
    folder(command.folder(), about);
    about.put("words", Json.strings(command.words().stream().map(WordText::of).toList()));
    List<Json> sets = new ArrayList<>();
    for (ShellCommand.Assignment set : command.assignments()) {
      sets.add(Json.of(set.name() + "=" + WordText.of(set.value())));
    }
    about.put("sets", sets);
    List<Json> redirections = new ArrayList<>();
    for (ShellCommand.Redirection redirection : command.redirections()) {
      redirections.add(
          Json.Obj.builder()
              .put("kind", redirection.kind().name().toLowerCase(Locale.ROOT))
              .put("target", WordText.of(redirection.target()))
              .build());
    }
    about.put("redirections", redirections);
    if (deeds instanceof Deeds.Known known) {
      List<Json> told = new ArrayList<>();
      for (Deed deed : known.deeds()) {
        told.add(Json.of(DeedText.of(deed)));
      }
      about.put("deeds", told);
    } else if (deeds instanceof Deeds.Unknown(String reason, boolean _)) {
      about.put("deedsUnknown", reason);
    }
  }

  private static void place(Subject.Place place, Json.Builder about) {
    about.put("access", place.access().name().toLowerCase(Locale.ROOT));
    about.put("written", place.written());
    PathIdentity identity = place.identity();
    if (identity != null) {
      about.put("hops", Json.strings(identity.hops().stream().map(Path::toString).toList()));
      about.put("kind", identity.kind().name().toLowerCase(Locale.ROOT));
    }
  }
}
