package dev.muster.permission.shell.syntax;

import dev.muster.permission.shell.syntax.Node.Link;
import dev.muster.permission.shell.syntax.Node.Stage;
import dev.muster.permission.shell.syntax.Script.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lists, pipelines and simple commands; one for each text or substitution. */
final class CommandParser {
  private static final int LONGEST_RESERVED = 8;

  private final Source source;
  private final Tokens tokens;
  private final WordParser words;
  private final RedirectParser redirects;
  private final CompoundParser compounds;

  /** What may be a reserved word and where it stands. */
  private @Nullable String ahead;

  private int aheadStart;
  private int aheadEnd;

  /** What was read at the outermost level before something was refused. */
  private final List<Step> steps = new ArrayList<>();

  CommandParser(Source source) {
    this.source = source;
    this.tokens = new Tokens(source);
    this.words = new WordParser(source);
    this.redirects = new RedirectParser(source, tokens, words);
    this.compounds = new CompoundParser(source, tokens, words, this);
  }

  /** Reads the whole text. */
  Script whole() {
    read(steps);
    if (tokens.peek() != Token.END) {
      throw misplaced();
    }
    if (tokens.awaitsDocuments()) {
      throw new Refusal("a here-document that does not end");
    }
    return new Script(steps);
  }

  /** What {@link #whole} had read when it refused, in complete commands. */
  List<Step> stepsSoFar() {
    return steps;
  }

  /** Reads up to the parenthesis that closes, which is passed over. */
  Script inParentheses() {
    source.peek();
    source.advance();
    Script script = script();
    if (tokens.peek() != Token.CLOSE) {
      throw tokens.peek() == Token.END
          ? new Refusal("a parenthesis that is not closed")
          : misplaced();
    }
    if (tokens.awaitsDocuments()) {
      throw new Refusal("a here-document that does not end");
    }
    tokens.take();
    return script;
  }

  /** Reads commands up to a word or an operator that none begins with. */
  Script script() {
    List<Step> read = new ArrayList<>(2);
    read(read);
    return new Script(read);
  }

  /** The same where at least one must stand. */
  Script filledScript() {
    Script script = script();
    if (script.steps().isEmpty()) {
      throw tokens.peek() == Token.END
          ? new Refusal("a compound command that does not end")
          : new Refusal("a compound command without a command in it");
    }
    return script;
  }

  private void read(List<Step> into) {
    tokens.skipNewlines();
    while (beginsCommand()) {
      Node node = andOr();
      Token token = tokens.peek();
      boolean background = token == Token.BACKGROUND;
      boolean separated = background || token == Token.SEMICOLON || token == Token.NEWLINE;
      if (background || token == Token.SEMICOLON) {
        tokens.take();
        token = tokens.peek();
      }
      into.add(new Step(node, background, token == Token.NEWLINE || token == Token.END));
      tokens.skipNewlines();
      if (!separated) {
        return;
      }
    }
  }

  private boolean beginsCommand() {
    return switch (tokens.peek()) {
      case OPEN, REDIRECTION -> true;
      case WORD -> !closes(keyword());
      case END, NEWLINE, SEMICOLON, BACKGROUND, AND, OR, PIPE, PIPE_BOTH, CLOSE -> false;
      case LEAVE_ARM, RUN_NEXT_ARM, TEST_NEXT_ARM -> false;
    };
  }

  private static boolean closes(@Nullable String keyword) {
    if (keyword == null) {
      return false;
    }
    return switch (keyword) {
      case "then", "else", "elif", "fi", "do", "done", "esac", "}" -> true;
      default -> false;
    };
  }

  /** The reserved word that comes next where a command may begin, or {@code null}. */
  @Nullable String keyword() {
    if (tokens.peek() != Token.WORD) {
      return null;
    }
    int start = source.position();
    if (ahead == null || aheadStart != start) {
      ahead = mayBeReserved(source.peek()) ? plainWord() : "";
      aheadStart = start;
      aheadEnd = source.position();
      source.moveTo(start);
    }
    return isReserved(ahead) ? ahead : null;
  }

  private static boolean mayBeReserved(char c) {
    return (c >= 'a' && c <= 'z') || c == '{' || c == '}' || c == '!' || c == '[' || c == ']';
  }

  /** Reads the word that stands here if it may be a reserved one; returns "" else. */
  private String plainWord() {
    StringBuilder word = new StringBuilder(LONGEST_RESERVED);
    char c = source.peek();
    while (mayBeReserved(c) && word.length() <= LONGEST_RESERVED) {
      word.append(c);
      source.advance();
      c = source.peek();
    }
    // A process substitution goes on with the word.
    boolean ends = Characters.endsWord(c) && !((c == '<' || c == '>') && source.sees(c, '('));
    return ends ? word.toString() : "";
  }

  static boolean isReserved(String word) {
    return switch (word) {
      case "!", "{", "}", "[[", "]]", "case", "coproc", "do", "done", "elif", "else", "esac" ->
          true;
      case "fi", "for", "function", "if", "in", "select", "then", "time", "until", "while" -> true;
      default -> false;
    };
  }

  /** Passes over the reserved word that was seen. */
  void takeKeyword() {
    source.moveTo(aheadEnd);
    tokens.consumed();
  }

  /** Passes over this reserved word, which must come next. */
  void expect(String keyword) {
    if (!keyword.equals(keyword())) {
      throw tokens.peek() == Token.END
          ? new Refusal("a compound command that does not end")
          : misplaced();
    }
    takeKeyword();
  }

  private Node andOr() {
    Node first = pipeline();
    Token token = tokens.peek();
    if (token != Token.AND && token != Token.OR) {
      return first;
    }
    List<Link> rest = new ArrayList<>(2);
    while (token == Token.AND || token == Token.OR) {
      tokens.take();
      tokens.skipNewlines();
      rest.add(new Link(token == Token.AND, pipeline()));
      token = tokens.peek();
    }
    return new Node.AndOr(first, rest);
  }

  private Node pipeline() {
    boolean negated = false;
    boolean timed = false;
    String keyword = keyword();
    while (keyword != null && (keyword.equals("!") || keyword.equals("time"))) {
      takeKeyword();
      if (keyword.equals("!")) {
        negated = !negated;
      } else {
        timed = true;
        takeTimeOption();
      }
      keyword = keyword();
    }
    if (timed && endsPipeline()) {
      Span nothing = new Span(source.text(), source.position(), source.position());
      Node none = new Node.Simple(List.of(), List.of(), List.of(), nothing);
      return new Node.Pipeline(List.of(new Stage(none, false)), negated, true);
    }
    Node first = command();
    Token token = tokens.peek();
    if (token != Token.PIPE && token != Token.PIPE_BOTH) {
      return negated || timed
          ? new Node.Pipeline(List.of(new Stage(first, false)), negated, timed)
          : first;
    }
    List<Stage> stages = new ArrayList<>(2);
    Node last = first;
    while (token == Token.PIPE || token == Token.PIPE_BOTH) {
      stages.add(new Stage(last, token == Token.PIPE_BOTH));
      tokens.take();
      tokens.skipNewlines();
      last = command();
      token = tokens.peek();
    }
    stages.add(new Stage(last, false));
    return new Node.Pipeline(stages, negated, timed);
  }

  private boolean endsPipeline() {
    return switch (tokens.peek()) {
      case SEMICOLON, NEWLINE, END -> true;
      case WORD, REDIRECTION, OPEN, CLOSE, BACKGROUND, AND, OR, PIPE, PIPE_BOTH -> false;
      case LEAVE_ARM, RUN_NEXT_ARM, TEST_NEXT_ARM -> false;
    };
  }

  private void takeTimeOption() {
    if (tokens.peek() == Token.WORD && source.sees('-', 'p')) {
      int start = source.position();
      String option = words.word(WordParser.Style.ORDINARY).plain();
      if ("-p".equals(option)) {
        tokens.consumed();
      } else {
        source.moveTo(start);
      }
    }
    if (tokens.peek() == Token.WORD && source.sees('-', '-')) {
      throw new Refusal("options of the shell's word \"time\"");
    }
  }

  /** Reads one command with its redirections. */
  Node command() {
    if (tokens.peek() == Token.OPEN) {
      return redirected(compounds.parenthesis());
    }
    String keyword = keyword();
    if (keyword != null) {
      Node node = compounds.keyword(keyword);
      if (node == null) {
        throw new Refusal("the shell's word \"" + keyword + "\" where it opens nothing");
      }
      return redirected(node);
    }
    return simple();
  }

  private Node redirected(Node node) {
    if (node instanceof Node.Function || node instanceof Node.Coproc) {
      return node;
    }
    int start = source.position();
    List<Redirect> redirections = redirects.all();
    return redirections.isEmpty()
        ? node
        : new Node.Redirected(
            node, redirections, new Span(source.text(), start, source.position()));
  }

  private Node simple() {
    tokens.peek();
    int start = source.position();
    SimpleParser parser = new SimpleParser(source, tokens, words, redirects);
    Node.Simple simple = parser.read(start);
    if (tokens.peek() != Token.OPEN) {
      return simple;
    }
    String name = parser.functionName();
    if (name == null) {
      throw new Refusal("a parenthesis where none may stand");
    }
    tokens.take();
    if (tokens.peek() != Token.CLOSE) {
      throw new Refusal("a parenthesis where none may stand");
    }
    tokens.take();
    return new Node.Function(name, compounds.functionBody());
  }

  /** Why what comes next cannot stand where it does. */
  Refusal misplaced() {
    return switch (tokens.peek()) {
      case END -> new Refusal("an operator without a command after it");
      case WORD -> new Refusal("a word where a command must have ended");
      case CLOSE, OPEN -> new Refusal("a parenthesis where none may stand");
      case LEAVE_ARM, RUN_NEXT_ARM, TEST_NEXT_ARM ->
          new Refusal("an operator of a case statement outside of one");
      case NEWLINE, REDIRECTION, SEMICOLON, BACKGROUND, AND, OR, PIPE, PIPE_BOTH ->
          new Refusal("an operator where a command or the end of one is expected");
    };
  }
}
