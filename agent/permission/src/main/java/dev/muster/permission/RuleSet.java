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
 * @param files about files to read, then those about files to change
 */
record RuleSet(
    List<Rule> all,
    List<Rule> calls,
    CommandRules commands,
    FileRules reads,
    FileRules edits,
    FileRules files) {

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
    List<Rule.Files> files = new ArrayList<>(reads);
    files.addAll(edits);
    return new RuleSet(
        List.copyOf(rules),
        List.copyOf(calls),
        CommandRules.of(commands),
        FileRules.of(reads),
        FileRules.of(edits),
        FileRules.of(files));
  }

  /** Whether any rule is about files. */
  boolean anyAboutFiles() {
    return !reads.isEmpty() || !edits.isEmpty();
  }
}
