package dev.muster.permission.shell;

import dev.muster.permission.shell.ShellCommand.Redirection;
import dev.muster.permission.shell.Token.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one text: lists of pipelines of simple commands. One use, one thread. */
final class ShellReader {
  private final String text;
  private final Lexer lexer;
  private final List<ShellCommand> commands = new ArrayList<>();
  private Token token;
  private Folders folders;
  private @Nullable String problem;
  private @Nullable String changer;

  ShellReader(String text, Path folder) {
    this.text = text;
    this.lexer = new Lexer(text);
    this.folders = Folders.at(folder);
    this.token = lexer.next();
  }

  ShellReading read() {
    skipNewlines();
    while (problem == null && token.kind() != Kind.END) {
      readList();
      if (problem == null
          && token.kind() != Kind.SEMICOLON
          && token.kind() != Kind.NEWLINE
          && token.kind() != Kind.END) {
        refuse(token);
      }
      if (problem == null && token.kind() != Kind.END) {
        advance();
        skipNewlines();
      }
    }
    return problem == null
        ? new ShellReading.Understood(commands)
        : new ShellReading.NotUnderstood("The command contains " + problem);
  }

  /** Pipelines joined by {@code &&} and {@code ||}, which bind equally, from left to right. */
  private void readList() {
    Folders state = readPipeline(folders.either());
    while (problem == null && (token.kind() == Kind.AND || token.kind() == Kind.OR)) {
      boolean and = token.kind() == Kind.AND;
      advance();
      skipNewlines();
      Folders next = readPipeline(and ? state.success() : state.failure());
      state = and ? state.and(next) : state.or(next);
    }
    folders = Folders.at(state.either());
  }

  private Folders readPipeline(@Nullable Path folder) {
    int first = commands.size();
    boolean more = true;
    while (more && problem == null) {
      readCommand(folder);
      more = token.kind() == Kind.PIPE || token.kind() == Kind.PIPE_BOTH;
      if (more) {
        advance();
        skipNewlines();
      }
    }
    // Each part of a longer pipeline has a shell of its own: its cd ends with it.
    if (problem != null || commands.size() != first + 1) {
      return Folders.at(folder);
    }
    ShellCommand only = commands.getLast();
    return switch (Builtins.of(only.argv(), !only.assignments().isEmpty())) {
      case ENTERS_FOLDER -> Folders.enter(folder, only.argv().getLast());
      case FOLDER_UNKNOWN -> Folders.at(null);
      case NONE, CHANGES_SHELL -> Folders.at(folder);
    };
  }

  private void readCommand(@Nullable Path folder) {
    int start = token.start();
    int end = start;
    SimpleCommand command = new SimpleCommand();
    while (problem == null && continuesCommand(token.kind())) {
      if (token.kind() == Kind.WORD) {
        problem = command.addWord(token);
        end = token.end();
        advance();
      } else {
        end = readRedirection(command);
      }
    }
    if (problem == null && command.isEmpty()) {
      refuse(token);
    }
    if (problem == null && changer != null) {
      problem = changer + ", which may change what the commands after it mean";
    }
    if (problem != null) {
      return;
    }
    if (token.kind() == Kind.PIPE_BOTH) {
      command.add(Redirection.of(ShellCommand.Kind.DUPLICATE, "1"));
    }
    commands.add(command.build(folder, text.substring(start, end)));
    changer = command.changer();
  }

  private static boolean continuesCommand(Kind kind) {
    return kind == Kind.WORD || kind == Kind.NUMBER || kind.redirects();
  }

  /** Reads {@code [n]op word}; returns where it ends. */
  private int readRedirection(SimpleCommand command) {
    boolean numbered = token.kind() == Kind.NUMBER;
    if (numbered) {
      if (token.value().length() > 3) {
        problem = "a descriptor number that is too large";
        return token.end();
      }
      advance();
    }
    Kind operator = token.kind();
    if (!operator.redirects()) {
      refuse(token);
      return token.end();
    }
    advance();
    boolean duplicates = operator == Kind.DUPLICATE_INPUT || operator == Kind.DUPLICATE_OUTPUT;
    if (token.kind() != Kind.WORD && !(duplicates && token.kind() == Kind.NUMBER)) {
      if (token.kind() == Kind.BAD) {
        refuse(token);
      } else {
        problem = "a redirection without a target";
      }
      return token.end();
    }
    // Before a command word, bash takes such a target for an assignment and refuses it.
    if (Builtins.isAssignment(token) || Builtins.isAppendingAssignment(token)) {
      problem = "a redirection to a name that looks like an assignment";
      return token.end();
    }
    int end = token.end();
    problem = Redirections.add(command, operator, numbered, token.value());
    advance();
    return end;
  }

  private void advance() {
    if (token.kind() != Kind.END && token.kind() != Kind.BAD) {
      token = lexer.next();
    }
  }

  private void skipNewlines() {
    while (token.kind() == Kind.NEWLINE) {
      advance();
    }
  }

  private void refuse(Token where) {
    problem =
        switch (where.kind()) {
          case BAD -> where.value();
          case END -> "an operator without a command after it";
          case WORD,
              NUMBER,
              SEMICOLON,
              NEWLINE,
              AND,
              OR,
              PIPE,
              PIPE_BOTH,
              READ,
              WRITE,
              APPEND,
              CLOBBER,
              READ_WRITE,
              DUPLICATE_INPUT,
              DUPLICATE_OUTPUT,
              WRITE_BOTH,
              APPEND_BOTH ->
              "an operator where a command or the end of one is expected";
        };
  }
}
