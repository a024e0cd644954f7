package dev.muster.policy.check;

import dev.muster.permission.rule.RuleList;
import dev.muster.protocol.Origin;
import dev.muster.settings.RuleText;
import org.jspecify.annotations.Nullable;

/**
 * Something about a rule, or about a settings file, that people should know.
 *
 * @param rule as it was written; empty where it is not about a rule
 * @param list the list of the rule; {@code null} where it is not about a rule
 * @param source a file's path, or a flag
 * @param line from 1; 0 where the source has no lines
 * @param column from 1; 0 where it is about a rule, or the source has no lines
 * @param why one or more sentences
 * @param instead what to write in its place; empty where there is nothing to write
 * @param other the rule because of which it is one, and its place; empty where there is none
 */
public record Mistake(
    Severity severity,
    Kind kind,
    String rule,
    @Nullable RuleList list,
    String source,
    int line,
    int column,
    String why,
    String instead,
    String other) {

  /** How bad it is. */
  public enum Severity {
    /** No session would start. */
    FAULT,
    /** The rule does not do what it seems to do. */
    WARNING,
    /** Good to know. */
    NOTE
  }

  /** What is wrong. */
  public enum Kind {
    /** It cannot be understood. */
    FAULT("fault"),
    /** A rule of a stricter list takes everything that it allows or asks about. */
    DEAD("dead"),
    /** A broader rule of its own list already says it. */
    SHADOWED("shadowed"),
    /** There is no call that it is about. */
    NEVER_MATCHES("never-matches"),
    /** It does more than it says, or less. */
    MISLEADING("misleading"),
    /** A setting that does not count here. */
    SETTING("setting");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The word for it, which does not change. */
    public String word() {
      return word;
    }
  }

  /** Something about a rule. */
  static Mistake of(Severity severity, Kind kind, ListedRule rule, String why, String instead) {
    return of(severity, kind, rule.text(), rule.list(), why, instead);
  }

  /** Something about a rule that may not be one. */
  static Mistake of(
      Severity severity, Kind kind, RuleText text, RuleList list, String why, String instead) {
    Origin origin = text.origin();
    return new Mistake(
        severity, kind, text.text(), list, origin.source(), origin.line(), 0, why, instead, "");
  }

  /** The same, because of another rule. */
  Mistake because(ListedRule by) {
    String told = by.text().text() + " in " + by.text().origin().place();
    return new Mistake(severity, kind, rule, list, source, line, column, why, instead, told);
  }

  /** File, line and column, as far as there are any. */
  public String place() {
    return source + (line > 0 ? ":" + line : "") + (column > 0 ? ":" + column : "");
  }
}
