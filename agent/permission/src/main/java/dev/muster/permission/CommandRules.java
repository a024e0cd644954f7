package dev.muster.permission;

import dev.muster.pattern.CaseFold;
import dev.muster.permission.rule.CommandLine;
import dev.muster.permission.rule.CommandPattern;
import dev.muster.permission.rule.Rule;
import java.util.AbstractList;
import java.util.List;

/**
 * Rules about commands in the order in which they were read, which finds those that may take a line
 * without looking at every one. Immutable.
 */
final class CommandRules extends AbstractList<Rule.Command> {

  private final List<Rule.Command> rules;
  private final RuleIndex<Rule.Command> index;

  private CommandRules(List<Rule.Command> rules) {
    this.rules = List.copyOf(rules);
    this.index = new RuleIndex<>(this.rules);
    for (int i = 0; !index.isShort() && i < rules.size(); i++) {
      String word = firstWord(rules.get(i).pattern());
      index.add(i, word.isEmpty() ? List.of() : List.of(word));
    }
  }

  static CommandRules of(List<Rule.Command> rules) {
    return new CommandRules(rules);
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
    if (index.isShort()) {
      return rules;
    }
    int[] found = index.with(index.anywhere(), firstWord(written));
    for (CommandLine line : lines) {
      if (line.beginsUnknown()) {
        return rules;
      }
      found = index.with(found, firstWord(line.toString()));
    }
    return index.rules(found);
  }

  private static String firstWord(String line) {
    int space = line.indexOf(' ');
    return CaseFold.of(space < 0 ? line : line.substring(0, space));
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
