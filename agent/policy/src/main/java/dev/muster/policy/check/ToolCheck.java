package dev.muster.policy.check;

import dev.muster.json.NearestName;
import dev.muster.permission.rule.DomainPattern;
import dev.muster.permission.rule.Rule;
import dev.muster.permission.rule.RuleList;
import dev.muster.permission.rule.ToolNames;
import dev.muster.policy.check.Mistake.Kind;
import dev.muster.policy.check.Mistake.Severity;
import dev.muster.policy.language.Form;
import dev.muster.policy.language.Language;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds rules about tools that there are not, and about hosts that give more than they seem to. */
final class ToolCheck {

  private final Set<String> tools;
  private final List<String> openHosts = Dangers.lines("hosts.txt");

  /**
   * Checks rules.
   *
   * @param tools that sessions have
   */
  ToolCheck(List<String> tools) {
    this.tools = new LinkedHashSet<>(tools);
    this.tools.addAll(ToolNames.known());
  }

  void run(ListedRule rule, List<Mistake> found) {
    switch (rule.rule()) {
      case Rule.WholeTool whole -> unknown(rule, found);
      case Rule.Parameter parameter -> unknown(rule, found);
      case Rule.Skill skill -> unknown(rule, found);
      case Rule.Domain(var text, DomainPattern pattern) -> {
        if (rule.list() == RuleList.ALLOW) {
          host(rule, pattern, found);
        }
      }
      case Rule.Command command -> {}
      case Rule.Files files -> {}
    }
  }

  private void unknown(ListedRule rule, List<Mistake> found) {
    String name = rule.tool();
    if (name.equals("Bash")
        && rule.list() == RuleList.ALLOW
        && rule.rule() instanceof Rule.WholeTool) {
      found.add(
          Mistake.of(
              Severity.NOTE,
              Kind.MISLEADING,
              rule,
              "Every command runs unasked but those that are denied, asked about or guarded.",
              ""));
    }
    if (name.startsWith("mcp__") || name.indexOf('*') >= 0 || tools.contains(name)) {
      return;
    }
    Optional<String> near = NearestName.of(name, tools);
    found.add(
        Mistake.of(
            Severity.WARNING,
            Kind.NEVER_MATCHES,
            rule,
            "There is no tool " + name + ".",
            near.map(tool -> rule.text().text().strip().replace(name, tool)).orElse("")));
  }

  private void host(ListedRule rule, DomainPattern pattern, List<Mistake> found) {
    boolean wide =
        pattern.everything()
            || (pattern.labels().size() == 1
                && (pattern.anyBelow() || pattern.labels().contains("*")));
    if (wide || pattern.labels().getLast().indexOf('*') >= 0) {
      found.add(
          Mistake.of(
              Severity.WARNING,
              Kind.MISLEADING,
              rule,
              "It takes hosts of anybody: whatever was read can be sent to one in an address.",
              "Name the hosts: WebFetch(domain:docs.example.com), WebFetch(domain:*.example.com)."));
      return;
    }
    List<String> open = new ArrayList<>();
    for (String host : openHosts) {
      Form below = Form.sequence(Form.atLeastOnce(Form.anyBut('/')), Form.text("." + host));
      Language hosts = Language.of(Form.either(Form.text(host), below));
      if (hosts.overlaps(rule.language())) {
        open.add(host);
      }
    }
    if (!open.isEmpty()) {
      found.add(
          Mistake.of(
              Severity.WARNING,
              Kind.MISLEADING,
              rule,
              "Anybody can put text on "
                  + String.join(", ", open)
                  + " or be sent text there, so that a page can be anybody's words.",
              "Leave it to a person, or name the one host that is meant."));
    }
  }
}
