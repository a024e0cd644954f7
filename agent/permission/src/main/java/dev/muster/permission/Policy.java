package dev.muster.permission;

import dev.muster.permission.rule.Rule;
import dev.muster.permission.rule.RuleList;
import dev.muster.permission.rule.RuleParser;
import dev.muster.protocol.Layer;
import dev.muster.protocol.Origin;
import dev.muster.protocol.PathFacts;
import dev.muster.settings.PermissionSettings;
import dev.muster.settings.RuleText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The rules in force, understood. Immutable: a change makes a new one. */
public final class Policy {

  private static final String GRANTED = "granted in this session";

  private final Map<RuleList, RuleSet> rules;
  private final WorkingFolders folders;
  private final RuleParser parser;
  private final boolean managedOnly;

  private Policy(
      Map<RuleList, RuleSet> rules,
      WorkingFolders folders,
      RuleParser parser,
      boolean managedOnly) {
    this.rules = rules;
    this.folders = folders;
    this.parser = parser;
    this.managedOnly = managedOnly;
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
    Map<RuleList, RuleSet> rules = new EnumMap<>(RuleList.class);
    rules.put(RuleList.DENY, RuleSet.of(collector.rules(settings.deny(), RuleList.DENY)));
    rules.put(RuleList.ASK, RuleSet.of(collector.rules(settings.ask(), RuleList.ASK)));
    rules.put(RuleList.ALLOW, RuleSet.of(collector.rules(settings.allow(), RuleList.ALLOW)));
    Policy policy = new Policy(rules, folders, parser, settings.managedRulesOnly().isPresent());
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

  /** What came of changing a policy. */
  sealed interface Change {

    /** The policy with the change in it. */
    record Made(Policy policy) implements Change {}

    /** The change is not made, and why. */
    record Refused(String reason) implements Change {}
  }

  /** Adds rules of a layer to a list, perhaps in the place of those that are there. */
  Change with(RuleList list, List<String> texts, Layer layer, boolean instead) {
    if (managedOnly) {
      return new Change.Refused("managed settings let only their own rules count");
    }
    List<Rule> changed = new ArrayList<>();
    for (Rule rule : set(list).all()) {
      if (!instead || rule.text().origin().layer() != layer) {
        changed.add(rule);
      }
    }
    for (String text : texts) {
      Origin origin = new Origin(layer, GRANTED, 0);
      RuleParser.Reading reading = parser.read(new RuleText(text, origin, folders.folder()), list);
      if (reading instanceof RuleParser.Reading.Read(Rule rule, String _)) {
        changed.add(rule);
      } else if (reading instanceof RuleParser.Reading.Idle(String warning)) {
        return new Change.Refused("the rule " + text + " would have no effect: " + warning);
      } else {
        String reason = ((RuleParser.Reading.Malformed) reading).reason();
        return new Change.Refused("the rule " + text + " means nothing: " + reason);
      }
    }
    return new Change.Made(with(list, RuleSet.of(changed)));
  }

  /** Takes rules of a layer out of a list. */
  Policy without(RuleList list, List<String> texts, Layer layer) {
    List<Rule> kept = new ArrayList<>();
    for (Rule rule : set(list).all()) {
      if (rule.text().origin().layer() != layer || !texts.contains(rule.text().text())) {
        kept.add(rule);
      }
    }
    return with(list, RuleSet.of(kept));
  }

  private Policy with(RuleList list, RuleSet set) {
    Map<RuleList, RuleSet> changed = new EnumMap<>(rules);
    changed.put(list, set);
    return new Policy(changed, folders, parser, managedOnly);
  }

  /** The same rules for other working folders. */
  Policy in(WorkingFolders other) {
    return new Policy(rules, other, parser, managedOnly);
  }

  /** Whether only managed rules count. */
  boolean isManagedOnly() {
    return managedOnly;
  }

  private RuleSet set(RuleList list) {
    return Objects.requireNonNull(rules.get(list));
  }

  RuleSet deny() {
    return set(RuleList.DENY);
  }

  RuleSet ask() {
    return set(RuleList.ASK);
  }

  RuleSet allow() {
    return set(RuleList.ALLOW);
  }

  WorkingFolders folders() {
    return folders;
  }
}
