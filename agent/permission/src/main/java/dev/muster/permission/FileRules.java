package dev.muster.permission;

import dev.muster.permission.rule.FilePattern;
import dev.muster.permission.rule.Rule;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rules about files in the order in which they were read, which finds those that may name a place
 * without looking at every one. Immutable.
 */
final class FileRules extends AbstractList<Rule.Files> {

  private final List<Rule.Files> rules;
  private final RuleIndex<Rule.Files> index;
  private final List<List<Rule.Files>> byBases;

  private FileRules(List<Rule.Files> rules) {
    this.rules = List.copyOf(rules);
    this.index = new RuleIndex<>(this.rules);
    Map<Object, List<Rule.Files>> groups = new LinkedHashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      FilePattern pattern = rules.get(i).pattern();
      groups
          .computeIfAbsent(
              List.of(pattern.bases(), pattern.ignoreCase()), bases -> new ArrayList<>())
          .add(rules.get(i));
      if (!index.isShort()) {
        index.add(i, pattern.neededNames());
      }
    }
    this.byBases = List.copyOf(groups.values());
  }

  static FileRules of(List<Rule.Files> rules) {
    return new FileRules(rules);
  }

  /** Every rule that names the place, and perhaps others, in their order. */
  List<Rule.Files> about(Path path) {
    if (index.isShort()) {
      return rules;
    }
    int[] found = index.anywhere();
    for (int i = 0; i < path.getNameCount(); i++) {
      found = index.with(found, path.getName(i).toString());
    }
    return index.rules(found);
  }

  /** The rules, those together that count from the same folders. */
  List<List<Rule.Files>> byBases() {
    return byBases;
  }

  @Override
  public Rule.Files get(int index) {
    return rules.get(index);
  }

  @Override
  public int size() {
    return rules.size();
  }
}
