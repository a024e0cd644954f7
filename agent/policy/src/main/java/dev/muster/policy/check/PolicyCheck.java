package dev.muster.policy.check;

import dev.muster.permission.rule.Rule;
import dev.muster.permission.rule.RuleList;
import dev.muster.permission.rule.RuleParser;
import dev.muster.policy.Place;
import dev.muster.policy.PolicyParts;
import dev.muster.policy.check.Mistake.Kind;
import dev.muster.policy.check.Mistake.Severity;
import dev.muster.protocol.PathFacts;
import dev.muster.settings.Composition;
import dev.muster.settings.Fault;
import dev.muster.settings.PermissionSettings;
import dev.muster.settings.RuleText;
import dev.muster.settings.Settings;
import dev.muster.settings.SettingsSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Checks the settings of one or more layers together. */
public final class PolicyCheck {

  private final Place place;
  private final PolicyParts parts;
  private final List<Mistake> found = new ArrayList<>();
  private final List<ListedRule> rules = new ArrayList<>();

  private PolicyCheck(Place place, PolicyParts parts) {
    this.place = place;
    this.parts = parts;
  }

  /**
   * Finds what is wrong, in the order in which it is written.
   *
   * @param sources the highest layer first; they are read as in a folder that is trusted
   */
  public static List<Mistake> of(List<SettingsSource> sources, Place place, PolicyParts parts) {
    PolicyCheck check = new PolicyCheck(place, parts);
    switch (Settings.compose(sources, true)) {
      case Composition.Rejected(List<Fault> faults) -> {
        for (Fault fault : faults) {
          check.found.add(setting(Severity.FAULT, Kind.FAULT, fault));
        }
      }
      case Composition.Composed(Settings settings, List<Fault> warnings) -> {
        for (Fault warning : warnings) {
          check.found.add(setting(Severity.WARNING, Kind.SETTING, warning));
        }
        check.rules(settings.permissions());
      }
    }
    return check.inOrder(sources);
  }

  /** What was found by the order of the sources and their lines, the worst of a line first. */
  private List<Mistake> inOrder(List<SettingsSource> sources) {
    List<String> names = sources.stream().map(SettingsSource::name).toList();
    List<Mistake> sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.comparingInt((Mistake mistake) -> names.indexOf(mistake.source()))
            .thenComparingInt(Mistake::line)
            .thenComparing(Mistake::severity));
    return List.copyOf(sorted);
  }

  private static Mistake setting(Severity severity, Kind kind, Fault fault) {
    return new Mistake(
        severity,
        kind,
        "",
        null,
        fault.source(),
        fault.line(),
        fault.column(),
        sentence(fault.what()),
        "",
        "");
  }

  private void rules(PermissionSettings settings) {
    RuleParser parser =
        new RuleParser(
            place.folder(), place.home(), path -> forms(path, parts.facts()), place.ignoreCase());
    RuleLanguages languages = new RuleLanguages(place.ignoreCase());
    read(settings.deny(), RuleList.DENY, parser, languages);
    read(settings.ask(), RuleList.ASK, parser, languages);
    read(settings.allow(), RuleList.ALLOW, parser, languages);
    new CoverageCheck(rules).run(found);
    List<ListedRule> closed =
        rules.stream()
            .filter(rule ->
                rule.list() == RuleList.DENY
                    && rule.rule() instanceof Rule.Files files
                    && files.access() == Rule.Access.READ)
            .toList();
    CommandCheck commands = new CommandCheck(Dangers.builtIn(), closed);
    FileCheck files = new FileCheck(place, parts);
    ToolCheck tools = new ToolCheck(parts.tools().get().names());
    for (ListedRule rule : rules) {
      commands.run(rule, found);
      files.run(rule, found);
      tools.run(rule, found);
    }
  }

  private void read(
      List<RuleText> texts, RuleList list, RuleParser parser, RuleLanguages languages) {
    for (RuleText text : texts) {
      switch (parser.read(text, list)) {
        case RuleParser.Reading.Malformed(String reason) ->
            found.add(Mistake.of(Severity.FAULT, Kind.FAULT, text, list, sentence(reason), ""));
        case RuleParser.Reading.Idle(String warning) ->
            found.add(
                Mistake.of(
                    Severity.WARNING, Kind.NEVER_MATCHES, text, list, sentence(warning), ""));
        case RuleParser.Reading.Read(Rule rule, String warning) ->
            rules.add(new ListedRule(text, list, rule, warning, languages.of(rule)));
      }
    }
  }

  private static String sentence(String clause) {
    return Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + ".";
  }

  private static List<Path> forms(Path path, PathFacts facts) {
    try {
      return facts.identify(path).hops();
    } catch (IOException cannotTell) {
      return List.of(path);
    }
  }
}
