package dev.muster.permission;

import dev.muster.pattern.CaseFold;
import dev.muster.permission.rule.CommandLine;
import dev.muster.permission.rule.CommandPattern;
import dev.muster.permission.rule.Rule;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rules about commands in the order in which they were read, which finds those that may take a line
 * without looking at every one. Immutable.
 */
final class CommandRules extends AbstractList<Rule.Command> {

  /** So many are looked at one by one. */
  private static final int FEW = 12;

  private final List<Rule.Command> rules;
  private final Map<String, int[]> byWord = new HashMap<>();
  private int[] anyWord = new int[0];

  private CommandRules(List<Rule.Command> rules) {
    this.rules = List.copyOf(rules);
    for (int i = 0; rules.size() > FEW && i < rules.size(); i++) {
      String word = firstWord(rules.get(i).pattern());
      if (word.isEmpty()) {
        anyWord = with(anyWord, i);
      } else {
        int rule = i;
        byWord.merge(word, new int[] {i}, (before, now) -> with(before, rule));
      }
    }
  }

  static CommandRules of(List<Rule.Command> rules) {
    return new CommandRules(rules);
  }

  private static int[] with(int[] before, int rule) {
    int[] more = Arrays.copyOf(before, before.length + 1);
    more[before.length] = rule;
    return more;
  }

  /** The word with which every line begins that the pattern takes, folded; empty where none is. */
  private static String firstWord(CommandPattern pattern) {
    String body = pattern.body();
    int space = body.indexOf(' ');
    String first = space < 0 ? body : body.substring(0, space);
    return first.indexOf('*') >= 0 ? "" : CaseFold.of(first);
  }

  /**
   * Every rule that may take one of the lines, or the command as it was written, in their order.
   *
   * @param lines of the command as it would run
   */
  List<Rule.Command> about(List<CommandLine> lines, String written) {
    if (rules.size() <= FEW) {
      return rules;
    }
    BitSet found = new BitSet(rules.size());
    add(anyWord, found);
    add(firstWord(written), found);
    for (CommandLine line : lines) {
      if (line.beginsUnknown()) {
        return rules;
      }
      add(firstWord(line.toString()), found);
    }
    List<Rule.Command> about = new ArrayList<>(found.cardinality());
    for (int rule = found.nextSetBit(0); rule >= 0; rule = found.nextSetBit(rule + 1)) {
      about.add(rules.get(rule));
    }
    return about;
  }

  private static String firstWord(String line) {
    int space = line.indexOf(' ');
    return CaseFold.of(space < 0 ? line : line.substring(0, space));
  }

  private void add(String word, BitSet found) {
    int[] rulesOf = byWord.get(word);
    if (rulesOf != null) {
      add(rulesOf, found);
    }
  }

  private static void add(int[] rulesOf, BitSet found) {
    for (int rule : rulesOf) {
      found.set(rule);
    }
  }

  @Override
  public Rule.Command get(int index) {
    return rules.get(index);
  }

  @Override
  public int size() {
    return rules.size();
  }
}
