package dev.muster.permission.shell;

import dev.muster.permission.shell.ShellCommand.Kind;
import dev.muster.permission.shell.ShellCommand.Redirection;
import org.jspecify.annotations.Nullable;

/** What a redirection operator and its literal target do. */
final class Redirections {
  private Redirections() {}

  /** Adds the redirection to the command, or says what is wrong with it. */
  static @Nullable String add(
      SimpleCommand command, Token.Kind operator, boolean numbered, String target) {
    if (target.isEmpty()) {
      return "a redirection to an empty name";
    }
    // Bash connects to a host for these, whether or not such files exist.
    if (target.startsWith("/dev/tcp/") || target.startsWith("/dev/udp/")) {
      return "a redirection to a network connection";
    }
    Kind kind =
        switch (operator) {
          case READ -> Kind.READ;
          case WRITE, CLOBBER, WRITE_BOTH -> Kind.WRITE;
          case APPEND, APPEND_BOTH -> Kind.APPEND;
          case READ_WRITE -> Kind.READ_WRITE;
          case DUPLICATE_INPUT, DUPLICATE_OUTPUT -> Kind.DUPLICATE;
          case WORD, NUMBER, SEMICOLON, NEWLINE, AND, OR, PIPE, PIPE_BOTH, END, BAD ->
              throw new IllegalArgumentException(operator + " redirects nothing");
        };
    if (kind == Kind.DUPLICATE && !isDescriptor(target)) {
      if (operator == Token.Kind.DUPLICATE_INPUT || numbered) {
        return "a copy of a descriptor that is not a number";
      }
      kind = Kind.WRITE;
    }
    command.add(Redirection.of(kind, target));
    return null;
  }

  /** Digits, digits with a dash (the descriptor moves), or a dash (it is closed). */
  private static boolean isDescriptor(String target) {
    String digits = target.endsWith("-") ? target.substring(0, target.length() - 1) : target;
    return digits.isEmpty() ? target.equals("-") : WordReader.onlyDigits(digits);
  }
}
