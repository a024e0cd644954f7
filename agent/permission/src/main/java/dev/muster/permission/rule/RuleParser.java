package dev.muster.permission.rule;

import dev.muster.settings.RuleText;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Reads rules. Immutable. */
public final class RuleParser {

  private final FileRuleReader files;

  /**
   * Reads rules for a session.
   *
   * @param folder the session's folder, from which relative patterns count
   * @param forms every form of a folder: as written, and where it really is
   * @param ignoreCase whether the file system takes no notice of case
   */
  public RuleParser(Path folder, Path home, Function<Path, List<Path>> forms, boolean ignoreCase) {
    this.files = new FileRuleReader(folder, home, forms, ignoreCase);
  }

  /** What came of reading a rule. */
  public sealed interface Reading {

    /** A rule; a warning for people where it is not empty. */
    record Read(Rule rule, String warning) implements Reading {}

    /** A rule that can never match, and why. */
    record Idle(String warning) implements Reading {}

    /** No rule, and why. */
    record Malformed(String reason) implements Reading {}
  }

  /** Reads one rule of a list. */
  public Reading read(RuleText text, RuleList list) {
    String rule = text.text().strip();
    int open = rule.indexOf('(');
    if (open < 0) {
      return rule.indexOf(')') >= 0 ? malformed("')' without '('") : wholeTool(text, rule, list);
    }
    if (!rule.endsWith(")")) {
      return malformed("the closing ')' is missing");
    }
    String tool = rule.substring(0, open).strip();
    String spec = rule.substring(open + 1, rule.length() - 1);
    if (tool.isEmpty()) {
      return malformed("there is no tool name before '('");
    }
    if (spec.isBlank()) {
      return malformed("there is nothing between the parentheses");
    }
    return spec.strip().equals("*") ? wholeTool(text, tool, list) : scoped(text, tool, spec, list);
  }

  private Reading scoped(RuleText text, String written, String spec, RuleList list) {
    String tool = written.equals("Task") ? "Agent" : written;
    if (ToolNames.namesOwn(tool, spec)) {
      return new Reading.Idle(
          "a rule names what "
              + tool
              + " is about without the parameter's name, so this one takes nothing");
    }
    // "timeout:*" is the command timeout with whatever follows it
    if (ToolNames.namesParameter(tool, spec) && !spec.strip().equals("timeout:*")) {
      return parameterRule(text, tool, spec, list);
    }
    return switch (tool) {
      case "Bash" -> read(new Rule.Command(text, CommandPattern.of(spec)));
      case "Read" -> files.read(text, Rule.Access.READ, spec.strip(), list);
      case "Edit" -> files.read(text, Rule.Access.EDIT, spec.strip(), list);
      case "Write", "MultiEdit", "NotebookEdit" ->
          otherFiles(text, Rule.Access.EDIT, tool, spec, list);
      case "Glob", "Grep", "LS" -> otherFiles(text, Rule.Access.READ, tool, spec, list);
      case "WebFetch" -> domain(text, spec.strip());
      case "Agent" -> read(parameter(text, "Agent", "subagent_type", spec));
      case "Skill" -> read(new Rule.Skill(text, CommandPattern.of(spec)));
      case "Cd" -> new Reading.Idle("it is about the command /cd, which is not there");
      case "PowerShell", "Monitor" -> new Reading.Idle("there is no tool " + tool + " here");
      default -> parameterRule(text, tool, spec, list);
    };
  }

  /**
   * Path rules of tools other than Read and Edit have no effect where they allow, as in Claude
   * Code. Where they deny or ask they would leave open what somebody meant to close, so there they
   * count for the access that the tool has.
   */
  private Reading otherFiles(
      RuleText text, Rule.Access access, String tool, String spec, RuleList list) {
    String instead = (access == Rule.Access.READ ? "Read(" : "Edit(") + spec + ")";
    if (list == RuleList.ALLOW) {
      return new Reading.Idle(
          "path rules of " + tool + " are not consulted; write " + instead + " instead");
    }
    Reading reading = files.read(text, access, spec.strip(), list);
    return reading instanceof Reading.Read(Rule rule, String more)
        ? new Reading.Read(rule, "it counts as " + instead + (more.isEmpty() ? "" : "; " + more))
        : reading;
  }

  private static Rule parameter(RuleText text, String tool, String name, String value) {
    return new Rule.Parameter(text, tool, name, new Wildcard(value.strip()));
  }

  private static Reading parameterRule(RuleText text, String tool, String spec, RuleList list) {
    int colon = spec.indexOf(':');
    if (colon <= 0 && list != RuleList.ALLOW) {
      String form = tool + " or " + tool + "(parameter:value)";
      return malformed("the form of a rule for " + tool + " is " + form + nearest(tool));
    }
    if (list == RuleList.ALLOW) {
      return new Reading.Idle(
          "what stands between parentheses after " + tool + " counts for deny and ask only");
    }
    return new Reading.Read(
        parameter(text, tool, spec.substring(0, colon).strip(), spec.substring(colon + 1)),
        unknown(tool, list));
  }

  private static Reading wholeTool(RuleText text, String name, RuleList list) {
    if (name.isEmpty()) {
      return malformed("the rule is empty");
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!Character.isLetterOrDigit(c) && "_-.*:/@".indexOf(c) < 0) {
        return malformed("'" + c + "' cannot stand in a tool's name");
      }
    }
    String canonical = name.equals("Task") ? "Agent" : name;
    String pattern = isServer(name) ? name + "__*" : canonical;
    boolean glob = pattern.indexOf('*') >= 0;
    if (list == RuleList.ALLOW && glob && !hasLiteralServer(pattern)) {
      return new Reading.Idle(
          "an allow rule may use * in a tool's name only after mcp__<server>__");
    }
    return new Reading.Read(new Rule.WholeTool(text, new Wildcard(pattern)), unknown(name, list));
  }

  /** What is wrong with a name that no tool has, or nothing; a rule about it closes nothing. */
  private static String unknown(String name, RuleList list) {
    String near = nearest(name);
    boolean fine =
        list == RuleList.ALLOW || mayBeOfServer(name) || ToolNames.isKnown(name) || isFormer(name);
    return near.isEmpty() && fine ? "" : "there is no tool " + name + near;
  }

  private static boolean mayBeOfServer(String name) {
    return name.indexOf('_') >= 0 || name.indexOf('*') >= 0;
  }

  /** Names of tools that are gone; rules about them do no harm. */
  private static boolean isFormer(String name) {
    return name.equals("MultiEdit")
        || name.equals("LS")
        || name.equals("SlashCommand")
        || name.equals("BashOutput")
        || name.equals("KillShell");
  }

  private static String nearest(String name) {
    String near = ToolNames.nearest(name);
    return near.isEmpty() ? "" : "; did you mean " + near + "?";
  }

  /** {@code mcp__server} without a tool stands for all tools of that server. */
  private static boolean isServer(String name) {
    return name.startsWith("mcp__")
        && name.indexOf("__", "mcp__".length()) < 0
        && name.indexOf('*') < 0;
  }

  private static boolean hasLiteralServer(String name) {
    int end = name.startsWith("mcp__") ? name.indexOf("__", "mcp__".length()) : -1;
    return end > 0 && name.indexOf('*') > end;
  }

  private static Reading domain(RuleText text, String spec) {
    if (!spec.startsWith("domain:") || spec.length() == "domain:".length()) {
      return malformed("the form is WebFetch(domain:host)");
    }
    return read(
        new Rule.Domain(text, DomainPattern.of(spec.substring("domain:".length()).strip())));
  }

  private static Reading read(Rule rule) {
    return new Reading.Read(rule, "");
  }

  private static Reading malformed(String reason) {
    return new Reading.Malformed(reason);
  }
}
