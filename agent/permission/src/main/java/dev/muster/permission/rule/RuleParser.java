package dev.muster.permission.rule;

import dev.muster.pattern.PathPattern;
import dev.muster.pattern.PatternException;
import dev.muster.settings.RuleText;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Reads rules. Immutable. */
public final class RuleParser {

  private final Path folder;
  private final Path home;
  private final Function<Path, List<Path>> forms;
  private final boolean ignoreCase;

  /**
   * Reads rules for a session.
   *
   * @param folder the session's folder, from which relative patterns count
   * @param forms a folder as written and without symbolic links
   * @param ignoreCase whether the file system takes no notice of case
   */
  public RuleParser(Path folder, Path home, Function<Path, List<Path>> forms, boolean ignoreCase) {
    this.folder = folder;
    this.home = home;
    this.forms = forms;
    this.ignoreCase = ignoreCase;
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

  private Reading scoped(RuleText text, String tool, String spec, RuleList list) {
    return switch (tool) {
      case "Bash", "PowerShell" -> read(new Rule.Command(text, CommandPattern.of(spec)));
      case "Read" -> files(text, Rule.Access.READ, spec.strip(), list);
      case "Edit" -> files(text, Rule.Access.EDIT, spec.strip(), list);
      case "Write", "MultiEdit", "NotebookEdit" ->
          new Reading.Idle(
              "path rules of " + tool + " are not consulted; write Edit(" + spec + ")");
      case "Glob", "Grep", "LS" ->
          new Reading.Idle(
              "path rules of " + tool + " are not consulted; write Read(" + spec + ")");
      case "WebFetch" -> domain(text, spec.strip());
      case "Agent", "Task" -> read(parameter(text, "Agent", "subagent_type", spec));
      case "Skill" -> read(parameter(text, "Skill", "skill", spec));
      default -> parameterRule(text, tool, spec, list);
    };
  }

  private static Rule parameter(RuleText text, String tool, String name, String value) {
    return new Rule.Parameter(text, tool, name, new Wildcard(value.strip()));
  }

  private static Reading parameterRule(RuleText text, String tool, String spec, RuleList list) {
    int colon = spec.indexOf(':');
    if (colon <= 0) {
      return malformed(
          "the form of a rule for " + tool + " is " + tool + " or " + tool + "(parameter:value)");
    }
    if (list == RuleList.ALLOW) {
      return new Reading.Idle("a parameter rule counts for deny and ask only");
    }
    return read(parameter(text, tool, spec.substring(0, colon).strip(), spec.substring(colon + 1)));
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
    String pattern = isServer(name) ? name + "__*" : name;
    boolean glob = pattern.indexOf('*') >= 0;
    if (list == RuleList.ALLOW && glob && !hasLiteralServer(pattern)) {
      return new Reading.Idle(
          "an allow rule may use * in a tool's name only after mcp__<server>__");
    }
    return read(new Rule.WholeTool(text, new Wildcard(pattern)));
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

  private Reading files(RuleText text, Rule.Access access, String spec, RuleList list) {
    Path base = folder;
    String pattern = spec;
    if (spec.startsWith("//")) {
      base = folder.getRoot() == null ? Path.of("/") : folder.getRoot();
      pattern = spec.substring(1);
    } else if (spec.startsWith("~/")) {
      base = home;
      pattern = spec.substring(1);
    } else if (spec.startsWith("/")) {
      base = text.base();
    } else if (spec.startsWith("./")) {
      pattern = spec.substring(1);
    }
    while (pattern.startsWith("/../") || pattern.startsWith("../")) {
      pattern = pattern.substring(pattern.indexOf("../") + 2);
      Path above = base.getParent();
      base = above == null ? base : above;
    }
    if (pattern.contains("/../") || pattern.endsWith("/..")) {
      return malformed("'..' may stand only at the beginning of a path");
    }
    if (list != RuleList.ALLOW && isOneFolderTree(pattern)) {
      pattern = "**/" + pattern;
    }
    String bare = pattern.startsWith("/") ? pattern.substring(1) : pattern;
    if (bare.isEmpty() || bare.equals("**") || bare.equals("**/*")) {
      bare = "**";
    }
    try {
      PathPattern compiled = PathPattern.gitignore(bare.equals("**") ? "*" : pattern);
      return read(
          new Rule.Files(
              text,
              access,
              new FilePattern(
                  forms.apply(base),
                  ignoreCase ? compiled.ignoringCase() : compiled,
                  bare.equals("**"))));
    } catch (PatternException reason) {
      return malformed(String.valueOf(reason.getMessage()));
    }
  }

  /** {@code dir/**} with one plain component before the stars. */
  private static boolean isOneFolderTree(String pattern) {
    return pattern.endsWith("/**")
        && pattern.indexOf('/') == pattern.length() - 3
        && !pattern.startsWith("/");
  }

  private static Reading read(Rule rule) {
    return new Reading.Read(rule, "");
  }

  private static Reading malformed(String reason) {
    return new Reading.Malformed(reason);
  }
}
