package dev.muster.permission;

import dev.muster.json.Json;
import dev.muster.model.ToolCall;
import dev.muster.permission.rule.Rule;
import dev.muster.permission.rule.RuleList;
import dev.muster.permission.rule.Wildcard;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules about calls as a whole: their tool, the parameters of their input, their host. */
final class CallRules {

  private CallRules() {}

  /** What those rules make of a call. */
  static Finding judge(ToolCall call, Policy policy) {
    for (Rule rule : policy.deny().calls()) {
      if (takes(rule, call, true)) {
        return Finding.by(Finding.Kind.DENY, "a rule forbids " + call.name(), rule);
      }
    }
    for (Rule rule : policy.ask().calls()) {
      if (takes(rule, call, true)) {
        return Finding.by(Finding.Kind.ASK, "a rule asks about " + call.name(), rule);
      }
    }
    for (Rule rule : policy.allow().calls()) {
      if (takes(rule, call, false)) {
        return Finding.by(Finding.Kind.ALLOW, "a rule allows " + call.name(), rule, RuleList.ALLOW);
      }
    }
    return Finding.of(Finding.Kind.OPEN, "no rule allows " + call.name());
  }

  /** Whether a rule denies every call of a tool. */
  static boolean hides(String toolName, Policy policy) {
    String name = canonical(toolName);
    for (Rule rule : policy.deny().calls()) {
      if (rule instanceof Rule.WholeTool whole && whole.name().matches(name)) {
        return true;
      }
    }
    return false;
  }

  /** The tool's name in rules; the tool for sub-agents has two names. */
  private static String canonical(String toolName) {
    return toolName.equals("Task") ? "Agent" : toolName;
  }

  /**
   * Whether a rule is about this call as a whole. A chain, since the first switch over types costs
   * a start milliseconds.
   *
   * @param forbids whether the rule denies or asks: then it also takes what cannot be told
   */
  private static boolean takes(Rule rule, ToolCall call, boolean forbids) {
    String tool = canonical(call.name());
    if (rule instanceof Rule.WholeTool whole) {
      return whole.name().matches(tool);
    }
    if (rule instanceof Rule.Parameter parameter) {
      return parameter.tool().equals(tool)
          && takes(parameter.value(), call.input().get(parameter.name()));
    }
    if (rule instanceof Rule.Skill skill) {
      return tool.equals("Skill") && takes(skill, call.input(), forbids);
    }
    if (rule instanceof Rule.Domain domain) {
      String host = tool.equals("WebFetch") ? host(call.input()) : null;
      return host == null ? tool.equals("WebFetch") && forbids : domain.pattern().matches(host);
    }
    return false;
  }

  private static boolean takes(Wildcard pattern, @Nullable Json value) {
    return (value instanceof Json.Str(String text) && pattern.matches(text))
        || (value instanceof Json.Num(String literal) && pattern.matches(literal))
        || (value instanceof Json.Bool(boolean bool) && pattern.matches(Boolean.toString(bool)));
  }

  /** A rule that forbids a skill forbids it with whatever arguments. */
  private static boolean takes(Rule.Skill skill, Json.Obj input, boolean forbids) {
    Optional<String> name = input.string("skill");
    if (name.isEmpty()) {
      return forbids;
    }
    String arguments = input.string("args").orElse("").strip();
    String whole = arguments.isEmpty() ? name.get() : name.get() + " " + arguments;
    return skill.pattern().forbidsWritten(whole)
        || (forbids && skill.pattern().forbidsWritten(name.get()));
  }

  private static @Nullable String host(Json.Obj input) {
    try {
      return input.get("url") instanceof Json.Str(String url) ? URI.create(url).getHost() : null;
    } catch (IllegalArgumentException notAnAddress) {
      return null;
    }
  }
}
