package dev.muster.policy.check;

import dev.muster.permission.rule.Rule;
import dev.muster.permission.rule.RuleList;
import dev.muster.policy.language.Language;
import dev.muster.settings.RuleText;

/**
 * A rule of a list, with the set of what it takes.
 *
 * @param warning what its reader says of it; may be empty
 * @param language the texts that stand for what it takes: commands, paths, hosts, names of tools
 */
record ListedRule(RuleText text, RuleList list, Rule rule, String warning, Language language) {

  /** What stands between its parentheses; empty where there are none. */
  String spec() {
    String written = text.text().strip();
    int open = written.indexOf('(');
    return open < 0 ? "" : written.substring(open + 1, written.length() - 1).strip();
  }

  /** The name of its tool, as written. */
  String tool() {
    String written = text.text().strip();
    int open = written.indexOf('(');
    return open < 0 ? written : written.substring(0, open).strip();
  }
}
