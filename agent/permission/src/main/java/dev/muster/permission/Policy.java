package dev.muster.permission;

import dev.muster.permission.rule.Rule;
import dev.muster.permission.rule.RuleList;
import dev.muster.permission.rule.RuleParser;
import dev.muster.protocol.Origin;
import dev.muster.protocol.PathFacts;
import dev.muster.settings.PermissionSettings;
import dev.muster.settings.RuleText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The rules in force, understood. Immutable. */
public final class Policy {

  private final List<Rule> deny;
  private final List<Rule> ask;
  private final List<Rule> allow;
  private final WorkingFolders folders;

  private Policy(List<Rule> deny, List<Rule> ask, List<Rule> allow, WorkingFolders folders) {
    this.deny = List.copyOf(deny);
    this.ask = List.copyOf(ask);
    this.allow = List.copyOf(allow);
    this.folders = folders;
  }

  /** What came of reading the rules of all layers. */
  public sealed interface Reading {

    /** A policy, and what people should know about rules that do not do what they seem to. */
    record Usable(Policy policy, List<Remark> warnings) implements Reading {
      public Usable {
        warnings = List.copyOf(warnings);
      }
    }

    /** Rules that mean nothing: with them in force nobody could say what is permitted. */
    record Unusable(List<Remark> faults) implements Reading {
      public Unusable {
        faults = List.copyOf(faults);
      }
    }
  }

  /** Something about one rule. */
  public record Remark(Origin origin, String rule, String what) {}

  /** Reads the rules of all layers for a session. */
  public static Reading read(PermissionSettings settings, WorkingFolders folders, PathFacts facts) {
    RuleParser parser =
        new RuleParser(
            folders.folder(), folders.home(), path -> forms(path, facts), folders.ignoreCase());
    List<Remark> faults = new ArrayList<>();
    List<Remark> warnings = new ArrayList<>();
    Collector collector = new Collector(parser, faults, warnings);
    Policy policy =
        new Policy(
            collector.rules(settings.deny(), RuleList.DENY),
            collector.rules(settings.ask(), RuleList.ASK),
            collector.rules(settings.allow(), RuleList.ALLOW),
            folders);
    return faults.isEmpty() ? new Reading.Usable(policy, warnings) : new Reading.Unusable(faults);
  }

  private record Collector(RuleParser parser, List<Remark> faults, List<Remark> warnings) {

    List<Rule> rules(List<RuleText> texts, RuleList list) {
      List<Rule> rules = new ArrayList<>(texts.size());
      for (RuleText text : texts) {
        switch (parser.read(text, list)) {
          case RuleParser.Reading.Read(Rule rule, String warning) -> {
            rules.add(rule);
            if (!warning.isEmpty()) {
              warnings.add(new Remark(text.origin(), text.text(), warning));
            }
          }
          case RuleParser.Reading.Idle(String warning) ->
              warnings.add(new Remark(text.origin(), text.text(), warning));
          case RuleParser.Reading.Malformed(String reason) ->
              faults.add(new Remark(text.origin(), text.text(), reason));
        }
      }
      return rules;
    }
  }

  /** A folder as written and where it really is; the first alone where that cannot be told. */
  static List<Path> forms(Path path, PathFacts facts) {
    try {
      Path canonical = facts.identify(path).canonical();
      return canonical.equals(path) ? List.of(path) : List.of(path, canonical);
    } catch (IOException cannotTell) {
      return List.of(path);
    }
  }

  List<Rule> deny() {
    return deny;
  }

  List<Rule> ask() {
    return ask;
  }

  List<Rule> allow() {
    return allow;
  }

  WorkingFolders folders() {
    return folders;
  }
}
