package dev.muster.permission;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the rules of a list that need a name, without looking at every one. Filled before it is
 * asked, then immutable.
 *
 * @param <R> a rule
 */
final class RuleIndex<R> {

  /** So many are looked at one by one. */
  private static final int FEW = 12;

  private final List<R> rules;
  private final Map<String, int[]> byName = new HashMap<>();
  private final List<R> unnamed = new ArrayList<>();
  private int[] anywhere = new int[0];

  RuleIndex(List<R> rules) {
    this.rules = rules;
  }

  /** Whether there are so few rules that looking at each is as fast. */
  boolean isShort() {
    return rules.size() <= FEW;
  }

  /** Notes that the rule at that place needs one of these names; none: it needs no name. */
  void add(int place, List<String> names) {
    if (names.isEmpty()) {
      anywhere = joined(anywhere, new int[] {place});
      unnamed.add(rules.get(place));
    }
    for (String name : names) {
      byName.merge(name, new int[] {place}, RuleIndex::joined);
    }
  }

  /** The places of the rules that need no name, to which {@link #with} adds others. */
  int[] anywhere() {
    return anywhere;
  }

  /** Those places and the ones of the rules that need this name. */
  int[] with(int[] found, String name) {
    int[] named = byName.get(name);
    return named == null ? found : joined(found, named);
  }

  /** The rules at those places, in the order of the list. */
  List<R> rules(int[] found) {
    if (found.length == anywhere.length) {
      return unnamed;
    }
    Arrays.sort(found);
    List<R> at = new ArrayList<>(found.length);
    int last = -1;
    for (int place : found) {
      if (place != last) {
        at.add(rules.get(place));
      }
      last = place;
    }
    return at;
  }

  private static int[] joined(int[] first, int[] second) {
    int[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
