package dev.muster.permission.shell.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command as the grammar of bash has it (bash(1), "SHELL GRAMMAR"). */
public sealed interface Node {

  /** Assignments, words and redirections; each kind may be missing. */
  record Simple(
      List<Assign> assignments, List<WordText> words, List<Redirect> redirections, Span span)
      implements Node {}

  /** Commands joined by {@code &&} and {@code ||}; all of the same rank, from left to right. */
  record AndOr(Node first, List<Link> rest) implements Node {}

  /**
   * A further command of such a list.
   *
   * @param onSuccess whether it runs if the one before succeeds, else if that fails
   */
  record Link(boolean onSuccess, Node node) {}

  /**
   * Commands joined by pipes, or one with a word before it that negates or times it.
   *
   * @param negated whether success and failure are exchanged
   */
  record Pipeline(List<Stage> stages, boolean negated, boolean timed) implements Node {}

  /**
   * One command of a pipeline.
   *
   * @param both whether its error output goes into the pipe as well
   */
  record Stage(Node node, boolean both) {}

  /** A compound command with redirections. */
  record Redirected(Node node, List<Redirect> redirections, Span span) implements Node {}

  /** {@code { … }}. */
  record Group(Script body) implements Node {}

  /** {@code ( … )}. */
  record Subshell(Script body) implements Node {}

  /** {@code if … then … elif … then … else … fi}. */
  record If(List<Branch> branches, @Nullable Script otherwise) implements Node {}

  /** A condition and what is done if it holds. */
  record Branch(Script condition, Script body) {}

  /** {@code while … do … done} or {@code until … do … done}. */
  record While(Script condition, Script body, boolean until) implements Node {}

  /**
   * {@code for NAME in …; do … done}, or the same with {@code select}.
   *
   * @param values {@code null} where the positional parameters are meant
   */
  record For(String name, @Nullable List<WordText> values, Script body, boolean select)
      implements Node {}

  /** {@code for ((first; test; step)); do … done}. */
  record Count(List<Part> first, List<Part> test, List<Part> step, Script body) implements Node {}

  /** {@code case … in … esac}. */
  record Case(WordText subject, List<Arm> arms) implements Node {}

  /** Patterns and what is done if one of them matches. */
  record Arm(List<WordText> patterns, Script body, After after) {}

  /** What follows an arm that was taken. */
  enum After {
    LEAVES,
    RUNS_NEXT,
    TESTS_NEXT
  }

  /** The definition of a function. */
  record Function(String name, Node body) implements Node {}

  /** {@code [[ … ]]}. */
  record Conditional(Condition condition) implements Node {}

  /** {@code (( … ))}. */
  record Arithmetic(List<Part> expression) implements Node {}

  /** {@code coproc NAME …}. */
  record Coproc(String name, Node body) implements Node {}
}
