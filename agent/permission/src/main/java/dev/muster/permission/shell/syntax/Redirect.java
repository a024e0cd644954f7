package dev.muster.permission.shell.syntax;

import org.jspecify.annotations.Nullable;

/**
 * A redirection as it is written.
 *
 * @param descriptor what is redirected, or -1 where the operator says it
 * @param variable that gets the number of the descriptor, as in {@code {fd}>file}
 * @param document the body of a here-document
 */
public record Redirect(
    Operator operator,
    int descriptor,
    @Nullable String variable,
    WordText target,
    @Nullable HereDocument document) {

  /** The operators of bash(1), "REDIRECTION". */
  public enum Operator {
    READ("<"),
    WRITE(">"),
    APPEND(">>"),
    CLOBBER(">|"),
    READ_WRITE("<>"),
    DUPLICATE_INPUT("<&"),
    DUPLICATE_OUTPUT(">&"),
    WRITE_BOTH("&>"),
    APPEND_BOTH("&>>"),
    HERE_DOCUMENT("<<"),
    HERE_DOCUMENT_TABS("<<-"),
    HERE_STRING("<<<");

    private final String written;

    Operator(String written) {
      this.written = written;
    }

    /** As it is written. */
    public String written() {
      return written;
    }
  }

  /** Whether it changes the standard input. */
  public boolean isInput() {
    if (variable != null) {
      return false;
    }
    return switch (operator) {
      case READ, READ_WRITE, DUPLICATE_INPUT -> descriptor <= 0;
      case HERE_DOCUMENT, HERE_DOCUMENT_TABS, HERE_STRING -> descriptor <= 0;
      case WRITE, APPEND, CLOBBER, DUPLICATE_OUTPUT -> descriptor == 0;
      case WRITE_BOTH, APPEND_BOTH -> false;
    };
  }
}
