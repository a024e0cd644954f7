package dev.muster.permission.shell.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one simple command. One use. */
final class SimpleParser {
  private final Source source;
  private final Tokens tokens;
  private final WordParser wordParser;
  private final RedirectParser redirects;
  private final List<Assign> assignments = new ArrayList<>(0);
  private final List<WordText> words = new ArrayList<>(4);
  private final List<Redirect> redirections = new ArrayList<>(0);

  /** Whether arguments may be assignments of lists. */
  private boolean declares;

  SimpleParser(Source source, Tokens tokens, WordParser wordParser, RedirectParser redirects) {
    this.source = source;
    this.tokens = tokens;
    this.wordParser = wordParser;
    this.redirects = redirects;
  }

  Node.Simple read(int start) {
    int end = start;
    while (true) {
      Token token = tokens.peek();
      if (token == Token.REDIRECTION) {
        redirections.add(redirects.read(-1, null, words.isEmpty()));
      } else if (token == Token.WORD) {
        readWord();
      } else {
        break;
      }
      end = source.position();
    }
    if (end == start) {
      throw misplaced();
    }
    return new Node.Simple(assignments, words, redirections, new Span(source.text(), start, end));
  }

  private Refusal misplaced() {
    return tokens.peek() == Token.END
        ? new Refusal("an operator without a command after it")
        : new Refusal("an operator where a command or the end of one is expected");
  }

  private void readWord() {
    tokens.consumed();
    if (words.isEmpty()) {
      Assign assign = wordParser.assignment();
      if (assign != null) {
        assignments.add(assign);
        return;
      }
    }
    WordText word = declares ? wordParser.declared() : wordParser.word(WordParser.Style.ORDINARY);
    char next = source.peek();
    if (next == '<' || next == '>') {
      String plain = word.plain();
      if (plain != null && Characters.onlyDigits(plain)) {
        if (plain.length() > 3) {
          throw new Refusal("a descriptor number that is too large");
        }
        redirections.add(redirects.read(Integer.parseInt(plain), null, words.isEmpty()));
        return;
      }
      if (plain != null && plain.startsWith("{") && plain.endsWith("}")) {
        redirections.add(redirects.read(-1, variable(plain), words.isEmpty()));
        return;
      }
    }
    if (words.isEmpty()) {
      declares = declares(word.plain());
    }
    words.add(word);
  }

  private static String variable(String braced) {
    String name = braced.substring(1, braced.length() - 1);
    if (!Characters.isName(name)) {
      throw new Refusal("a brace before a redirection");
    }
    return name;
  }

  private static boolean declares(@Nullable String command) {
    if (command == null) {
      return false;
    }
    return switch (command) {
      case "export", "declare", "typeset", "local", "readonly", "alias", "eval", "let" -> true;
      default -> false;
    };
  }

  /** The name that a parenthesis after it makes that of a function, or {@code null}. */
  @Nullable String functionName() {
    if (words.size() != 1 || !assignments.isEmpty() || !redirections.isEmpty()) {
      return null;
    }
    String plain = words.getFirst().plain();
    return plain != null && Characters.isFunctionName(plain) ? plain : null;
  }
}
