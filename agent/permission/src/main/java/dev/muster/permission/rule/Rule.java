package dev.muster.permission.rule;

import dev.muster.settings.RuleText;

/**
 * One permission rule, understood.
 *
 * <p>Source of the grammar: the permission rule syntax that Claude Code documents.
 */
public sealed interface Rule {

  /** The rule as it was written. */
  RuleText text();

  /** {@code Tool} or {@code Tool(*)}: every call of the tools of that name. */
  record WholeTool(RuleText text, Wildcard name) implements Rule {}

  /** {@code Bash(...)}: commands of that form. */
  record Command(RuleText text, CommandPattern pattern) implements Rule {}

  /** {@code Read(...)} or {@code Edit(...)}: files in those places. */
  record Files(RuleText text, Access access, FilePattern pattern) implements Rule {}

  /** {@code WebFetch(domain:...)}: pages of those hosts. */
  record Domain(RuleText text, DomainPattern pattern) implements Rule {}

  /** {@code Tool(name:value)}: calls whose input has that scalar value. */
  record Parameter(RuleText text, String tool, String name, Wildcard value) implements Rule {}

  /** {@code Skill(...)}: skills of that name, with or without arguments. */
  record Skill(RuleText text, CommandPattern pattern) implements Rule {}

  /** What a file rule is about. */
  enum Access {
    READ,
    EDIT
  }
}
