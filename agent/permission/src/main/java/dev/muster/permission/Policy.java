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

  private final RuleSet deny;
  private final RuleSet ask;
  private final RuleSet allow;
  private final WorkingFolders folders;

  private Policy(List<Rule> deny, List<Rule> ask, List<Rule> allow, WorkingFolders folders) {
    this.deny = RuleSet.of(deny);
    this.ask = RuleSet.of(ask);
    this.allow = RuleSet.of(allow);
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
        // a chain, since the first switch over types costs a start milliseconds
        RuleParser.Reading reading = parser.read(text, list);
        if (reading instanceof RuleParser.Reading.Read(Rule rule, String warning)) {
          rules.add(rule);
          if (!warning.isEmpty()) {
            warnings.add(new Remark(text.origin(), text.text(), warning));
          }
        } else if (reading instanceof RuleParser.Reading.Idle(String warning)) {
          warnings.add(new Remark(text.origin(), text.text(), warning));
        } else {
          String reason = ((RuleParser.Reading.Malformed) reading).reason();
          faults.add(new Remark(text.origin(), text.text(), reason));
        }
      }
      return rules;
    }
  }

  /**
   * Every path by which a folder is reached: as written, after each link, and where it really is.
   * Where that cannot be told of the folder itself, what can be told of the one above it.
   */
  static List<Path> forms(Path path, PathFacts facts) {
    try {
      return facts.identify(path).hops();
    } catch (IOException cannotTell) {
      Path above = path.getParent();
      Path name = path.getFileName();
      if (above == null || name == null) {
        return List.of(path);
      }
      List<Path> forms = new ArrayList<>();
      for (Path form : forms(above, facts)) {
        forms.add(form.resolve(name));
      }
      return forms;
    }
  }

  RuleSet deny() {
    return deny;
  }

  RuleSet ask() {
    return ask;
  }

  RuleSet allow() {
    return allow;
  }

  WorkingFolders folders() {
    return folders;
  }
}
