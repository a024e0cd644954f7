package dev.muster.permission.shell.syntax;

import dev.muster.permission.shell.syntax.Node.After;
import dev.muster.permission.shell.syntax.Node.Arm;
import dev.muster.permission.shell.syntax.Node.Branch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads compound commands, from the word or the parenthesis that opens them. */
final class CompoundParser {
  private final Source source;
  private final Tokens tokens;
  private final WordParser words;
  private final CommandParser commands;

  CompoundParser(Source source, Tokens tokens, WordParser words, CommandParser commands) {
    this.source = source;
    this.tokens = tokens;
    this.words = words;
    this.commands = commands;
  }

  /** Reads what a parenthesis opens. */
  Node parenthesis() {
    source.enter();
    Node node;
    if (source.sees('(', '(')) {
      tokens.consumed();
      source.advance();
      source.peek();
      source.advance();
      node = new Node.Arithmetic(arithmetic().closed());
    } else {
      tokens.take();
      Script body = commands.filledScript();
      if (tokens.peek() != Token.CLOSE) {
        throw tokens.peek() == Token.END
            ? new Refusal("a parenthesis that is not closed")
            : commands.misplaced();
      }
      tokens.take();
      node = new Node.Subshell(body);
    }
    source.leave();
    return node;
  }

  private ArithmeticParser arithmetic() {
    return new ArithmeticParser(source, new QuoteParser(source));
  }

  /** Reads what a reserved word opens; {@code null} where it opens nothing. */
  @Nullable Node keyword(String keyword) {
    source.enter();
    Node node =
        switch (keyword) {
          case "{" -> group();
          case "if" -> ifs();
          case "while", "until" -> whiles(keyword.equals("until"));
          case "for" -> fors();
          case "select" -> named(true);
          case "case" -> cases();
          case "function" -> function();
          case "[[" -> {
            commands.takeKeyword();
            yield new Node.Conditional(new ConditionParser(source, tokens, words).read());
          }
          case "coproc" -> coproc();
          default -> null;
        };
    source.leave();
    return node;
  }

  private Node group() {
    commands.takeKeyword();
    Script body = commands.filledScript();
    commands.expect("}");
    return new Node.Group(body);
  }

  private Node ifs() {
    List<Branch> branches = new ArrayList<>(1);
    Script otherwise = null;
    commands.takeKeyword();
    while (true) {
      Script condition = commands.filledScript();
      commands.expect("then");
      branches.add(new Branch(condition, commands.filledScript()));
      if ("elif".equals(commands.keyword())) {
        commands.takeKeyword();
        continue;
      }
      if ("else".equals(commands.keyword())) {
        commands.takeKeyword();
        otherwise = commands.filledScript();
      }
      commands.expect("fi");
      return new Node.If(branches, otherwise);
    }
  }

  private Node whiles(boolean until) {
    commands.takeKeyword();
    Script condition = commands.filledScript();
    return new Node.While(condition, doneBody(), until);
  }

  private Script doneBody() {
    commands.expect("do");
    Script body = commands.filledScript();
    commands.expect("done");
    return body;
  }

  private Node fors() {
    commands.takeKeyword();
    if (tokens.peek() == Token.OPEN && source.sees('(', '(')) {
      return count();
    }
    return name(false);
  }

  private Node named(boolean select) {
    commands.takeKeyword();
    return name(select);
  }

  private Node count() {
    tokens.consumed();
    source.advance();
    source.peek();
    source.advance();
    List<Part> first = arithmetic().untilSemicolon();
    List<Part> test = arithmetic().untilSemicolon();
    List<Part> step = arithmetic().closed();
    if (tokens.peek() == Token.SEMICOLON) {
      tokens.take();
    }
    tokens.skipNewlines();
    return new Node.Count(first, test, step, loopBody());
  }

  /** The body of a for loop, which may stand in braces. */
  private Script loopBody() {
    if ("{".equals(commands.keyword())) {
      commands.takeKeyword();
      Script body = commands.filledScript();
      commands.expect("}");
      return body;
    }
    return doneBody();
  }

  private Node name(boolean select) {
    String name = plainWord();
    if (name == null || !Characters.isName(name)) {
      throw new Refusal("a loop over something that is no name");
    }
    List<WordText> values = null;
    tokens.skipNewlines();
    if (tokens.peek() == Token.WORD && isIn()) {
      values = new ArrayList<>();
      while (tokens.peek() == Token.WORD) {
        tokens.consumed();
        WordText value = words.word(WordParser.Style.ORDINARY);
        refuseNumber(value);
        values.add(value);
      }
      if (tokens.peek() != Token.SEMICOLON && tokens.peek() != Token.NEWLINE) {
        throw commands.misplaced();
      }
    }
    if (tokens.peek() == Token.SEMICOLON) {
      tokens.take();
    }
    tokens.skipNewlines();
    return new Node.For(name, values, loopBody(), select);
  }

  /** Digits directly before a redirection are no word. */
  private void refuseNumber(WordText value) {
    String plain = value.plain();
    char next = source.peek();
    if ((next == '<' || next == '>') && plain != null && !plain.isEmpty()) {
      throw new Refusal("a redirection where none may stand");
    }
  }

  private @Nullable String plainWord() {
    if (tokens.peek() != Token.WORD) {
      return null;
    }
    tokens.consumed();
    return words.word(WordParser.Style.ORDINARY).plain();
  }

  private boolean isIn() {
    if (source.peek() != 'i') {
      return false;
    }
    int start = source.position();
    boolean found = "in".equals(plainWord());
    if (!found) {
      source.moveTo(start);
      tokens.consumed();
    }
    return found;
  }

  private Node cases() {
    commands.takeKeyword();
    if (tokens.peek() != Token.WORD) {
      throw commands.misplaced();
    }
    tokens.consumed();
    WordText subject = words.word(WordParser.Style.ORDINARY);
    refuseNumber(subject);
    tokens.skipNewlines();
    if (tokens.peek() != Token.WORD || !isIn()) {
      throw commands.misplaced();
    }
    tokens.skipNewlines();
    List<Arm> arms = new ArrayList<>();
    while (!"esac".equals(commands.keyword())) {
      arms.add(arm());
      tokens.skipNewlines();
    }
    commands.takeKeyword();
    return new Node.Case(subject, arms);
  }

  private Arm arm() {
    if (tokens.peek() == Token.OPEN) {
      tokens.take();
    }
    List<WordText> patterns = new ArrayList<>(1);
    while (true) {
      if (tokens.peek() != Token.WORD) {
        throw commands.misplaced();
      }
      if (commands.keyword() != null) {
        throw new Refusal("a reserved word as a pattern");
      }
      tokens.consumed();
      WordText pattern = words.word(WordParser.Style.ORDINARY);
      refuseNumber(pattern);
      patterns.add(pattern);
      if (tokens.peek() != Token.PIPE) {
        break;
      }
      tokens.take();
    }
    if (tokens.peek() != Token.CLOSE) {
      throw commands.misplaced();
    }
    tokens.take();
    Script body = commands.script();
    After after =
        switch (tokens.peek()) {
          case LEAVE_ARM -> After.LEAVES;
          case RUN_NEXT_ARM -> After.RUNS_NEXT;
          case TEST_NEXT_ARM -> After.TESTS_NEXT;
          case END, NEWLINE, WORD, REDIRECTION, SEMICOLON, BACKGROUND, AND, OR, PIPE -> null;
          case PIPE_BOTH, OPEN, CLOSE -> null;
        };
    if (after != null) {
      tokens.take();
    } else if (!"esac".equals(commands.keyword())) {
      throw commands.misplaced();
    }
    return new Arm(patterns, body, after == null ? After.LEAVES : after);
  }

  private Node function() {
    commands.takeKeyword();
    String name = plainWord();
    if (name == null || !Characters.isFunctionName(name)) {
      throw new Refusal("a function whose name is not plain");
    }
    if (tokens.peek() == Token.OPEN) {
      tokens.take();
      if (tokens.peek() != Token.CLOSE) {
        throw commands.misplaced();
      }
      tokens.take();
    }
    return new Node.Function(name, functionBody());
  }

  /** Reads the compound command that a function consists of. */
  Node functionBody() {
    tokens.skipNewlines();
    source.enter();
    Node body = commands.command();
    source.leave();
    if (body instanceof Node.Simple
        || body instanceof Node.Function
        || body instanceof Node.Coproc) {
      throw new Refusal("a function whose body is no compound command");
    }
    return body;
  }

  private Node coproc() {
    commands.takeKeyword();
    if (commands.keyword() == null && tokens.peek() == Token.WORD) {
      int start = source.position();
      String name = words.name();
      tokens.consumed();
      char next = source.peek();
      boolean alone = (next == ' ' || next == '\t') && Characters.isName(name);
      if (alone && (tokens.peek() == Token.OPEN || commands.keyword() != null)) {
        return new Node.Coproc(name, commands.command());
      }
      source.moveTo(start);
      tokens.consumed();
    }
    Node body = commands.command();
    if (body instanceof Node.Function) {
      throw new Refusal("a function in place of a coprocess");
    }
    return new Node.Coproc("COPROC", body);
  }
}
