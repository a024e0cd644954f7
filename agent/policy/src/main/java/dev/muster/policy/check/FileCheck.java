package dev.muster.policy.check;

import dev.muster.json.Json;
import dev.muster.model.ToolCall;
import dev.muster.permission.Explanation;
import dev.muster.permission.Finding;
import dev.muster.permission.rule.Rule;
import dev.muster.permission.rule.RuleList;
import dev.muster.policy.Place;
import dev.muster.policy.PolicyInForce;
import dev.muster.policy.PolicyParts;
import dev.muster.policy.check.Mistake.Kind;
import dev.muster.policy.check.Mistake.Severity;
import dev.muster.protocol.Layer;
import dev.muster.protocol.PathFacts;
import dev.muster.protocol.PathIdentity;
import dev.muster.protocol.PermissionMode;
import dev.muster.settings.SettingsSource;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds rules about files whose paths lead elsewhere than they seem to, or that have no effect. */
final class FileCheck {

  private static final Pattern HIDDEN = Pattern.compile("(^|.*[/~])\\.[^./*].*");

  private final Place place;
  private final PolicyParts parts;

  FileCheck(Place place, PolicyParts parts) {
    this.place = place;
    this.parts = parts;
  }

  void run(ListedRule rule, List<Mistake> found) {
    if (!(rule.rule() instanceof Rule.Files files)) {
      return;
    }
    if (seemsAbsolute(rule)) {
      found.add(
          Mistake.of(
              Severity.WARNING,
              Kind.MISLEADING,
              rule,
              "A path with one slash counts from "
                  + rule.text().base()
                  + ", where there is no such thing; an absolute path has two.",
              rule.tool() + "(/" + rule.spec() + ")"));
      return;
    }
    if (!rule.warning().isEmpty()) {
      String why =
          Character.toUpperCase(rule.warning().charAt(0)) + rule.warning().substring(1) + ".";
      found.add(Mistake.of(Severity.WARNING, Kind.MISLEADING, rule, why, ""));
    }
    boolean writes = files.access() == Rule.Access.EDIT && rule.list() == RuleList.ALLOW;
    if (writes && HIDDEN.matcher(rule.spec()).matches() && isProtected(rule)) {
      found.add(
          Mistake.of(
              Severity.WARNING,
              Kind.NEVER_MATCHES,
              rule,
              "What is written there can run, or decides what runs, so that a person is always"
                  + " asked; no rule allows it.",
              ""));
    }
  }

  /** Whether a path with one slash leads to something as an absolute one, and to nothing else. */
  private boolean seemsAbsolute(ListedRule rule) {
    String spec = rule.spec();
    if (!spec.startsWith("/") || spec.startsWith("//")) {
      return false;
    }
    String literal = literal(spec);
    int end = literal.indexOf('/', 1);
    String first = literal.substring(1, end < 0 ? literal.length() : end);
    return !first.isEmpty()
        && (literal.startsWith(place.home() + "/") || exists(Path.of("/" + first)))
        && !exists(rule.text().base().resolve(first));
  }

  private boolean exists(Path path) {
    PathFacts facts = parts.facts();
    try {
      return facts.identify(path).kind() != PathIdentity.Kind.MISSING;
    } catch (IOException cannotTell) {
      return true;
    }
  }

  /** The part of a pattern before its first special character. */
  private static String literal(String pattern) {
    for (int i = 0; i < pattern.length(); i++) {
      if ("*?[\\".indexOf(pattern.charAt(i)) >= 0) {
        return pattern.substring(0, i);
      }
    }
    return pattern;
  }

  /** Whether a write that the rule takes is asked about all the same, under the rule alone. */
  private boolean isProtected(ListedRule rule) {
    Json.Obj allow =
        Json.Obj.builder().put("allow", Json.strings(List.of(rule.text().text()))).build();
    Json.Obj settings = Json.Obj.builder().put("permissions", allow).build();
    SettingsSource source =
        SettingsSource.part(Layer.PROJECT, "rule", rule.text().base(), settings);
    Json.Obj input = Json.Obj.builder().put("file_path", sample(rule)).build();
    return PolicyInForce.read(List.of(source), true, place, Map.of(), parts)
            instanceof PolicyInForce.Reading.Ready ready
        && ready.policy().explain(new ToolCall("", "Write", input), PermissionMode.DEFAULT)
            instanceof PolicyInForce.Answer.Given<Explanation>(Explanation explanation)
        && isGuarded(explanation.finding());
  }

  private static boolean isGuarded(Finding finding) {
    return switch (finding.kind()) {
      case GUARDED, ASK -> finding.rules().isEmpty();
      case ALLOW, OPEN, DENY -> false;
    };
  }

  /** A path that the rule takes, every star being one name. */
  private String sample(ListedRule rule) {
    String spec = rule.spec();
    String path = spec.replace("**", "x").replace('*', 'x').replace('?', 'x');
    try {
      if (path.startsWith("//")) {
        return path.substring(1);
      }
      if (path.startsWith("~/")) {
        return place.home().resolve(path.substring(2)).toString();
      }
      return path.startsWith("/")
          ? rule.text().base().resolve(path.substring(1)).toString()
          : place.folder().resolve(path).toString();
    } catch (InvalidPathException noPath) {
      return place.folder().resolve("x").toString();
    }
  }
}
