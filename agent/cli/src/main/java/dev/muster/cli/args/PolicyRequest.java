package dev.muster.cli.args;

/** What is wanted of a policy. */
public sealed interface PolicyRequest {

  /** Answer each line of JSON on standard input with a decision. */
  record Decide() implements PolicyRequest {}
}
