package dev.muster.permission;

import dev.muster.permission.rule.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of one list by what they are about, each in the order in which they were read.
 *
 * @param all every one
 * @param calls about calls as a whole: tools, parameters, domains
 * @param commands about commands of the shell
 * @param reads about files to read
 * @param edits about files to change
 */
record RuleSet(
    List<Rule> all,
    List<Rule> calls,
    List<Rule.Command> commands,
    List<Rule.Files> reads,
    List<Rule.Files> edits) {

  static RuleSet of(List<Rule> rules) {
    List<Rule> calls = new ArrayList<>();
    List<Rule.Command> commands = new ArrayList<>();
    List<Rule.Files> reads = new ArrayList<>();
    List<Rule.Files> edits = new ArrayList<>();
    for (Rule rule : rules) {
      if (rule instanceof Rule.Command command) {
        commands.add(command);
      } else if (rule instanceof Rule.Files files) {
        (files.access() == Rule.Access.READ ? reads : edits).add(files);
      } else {
        calls.add(rule);
      }
    }
    return new RuleSet(
        List.copyOf(rules),
        List.copyOf(calls),
        List.copyOf(commands),
        List.copyOf(reads),
        List.copyOf(edits));
  }

  /** Whether any rule is about files. */
  boolean anyAboutFiles() {
    return !reads.isEmpty() || !edits.isEmpty();
  }
}
