package dev.muster.permission;

import dev.muster.permission.rule.FilePattern;
import dev.muster.permission.rule.Rule;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rules about files in the order in which they were read, which finds those that may name a place
 * without looking at every one. Immutable.
 */
final class FileRules extends AbstractList<Rule.Files> {

  /** So many are looked at one by one. */
  private static final int FEW = 12;

  private final List<Rule.Files> rules;
  private final Map<String, int[]> byName = new HashMap<>();
  private final List<List<Rule.Files>> byBases;
  private int[] anywhere = new int[0];
  private final List<Rule.Files> unnamed = new ArrayList<>();

  private FileRules(List<Rule.Files> rules) {
    this.rules = List.copyOf(rules);
    Map<Object, List<Rule.Files>> groups = new LinkedHashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      FilePattern pattern = rules.get(i).pattern();
      groups
          .computeIfAbsent(
              List.of(pattern.bases(), pattern.ignoreCase()), bases -> new ArrayList<>())
          .add(rules.get(i));
      if (rules.size() > FEW) {
        index(i, pattern.neededNames());
      }
    }
    this.byBases = List.copyOf(groups.values());
  }

  static FileRules of(List<Rule.Files> rules) {
    return new FileRules(rules);
  }

  private void index(int rule, List<String> names) {
    if (names.isEmpty()) {
      anywhere = with(anywhere, rule);
      unnamed.add(rules.get(rule));
    }
    for (String name : names) {
      byName.merge(name, new int[] {rule}, (before, now) -> with(before, rule));
    }
  }

  private static int[] with(int[] before, int rule) {
    int[] more = Arrays.copyOf(before, before.length + 1);
    more[before.length] = rule;
    return more;
  }

  /** Every rule that names the place, and perhaps others, in their order. */
  List<Rule.Files> about(Path path) {
    if (rules.size() <= FEW) {
      return rules;
    }
    int[] found = anywhere;
    for (int i = 0; i < path.getNameCount(); i++) {
      int[] named = byName.get(path.getName(i).toString());
      if (named != null) {
        int before = found.length;
        found = Arrays.copyOf(found, before + named.length);
        System.arraycopy(named, 0, found, before, named.length);
      }
    }
    if (found.length == anywhere.length) {
      return unnamed;
    }
    Arrays.sort(found);
    List<Rule.Files> about = new ArrayList<>(found.length);
    for (int rule : found) {
      about.add(rules.get(rule));
    }
    return about;
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
