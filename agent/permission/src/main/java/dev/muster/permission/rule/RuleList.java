package dev.muster.permission.rule;

/** Which list a rule stands in. */
public enum RuleList {
  ALLOW,
  ASK,
  DENY
}
