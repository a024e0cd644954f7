package dev.muster.permission.shell.syntax;

import dev.muster.permission.shell.syntax.Redirect.Operator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads redirections. */
final class RedirectParser {
  private final Source source;
  private final Tokens tokens;
  private final WordParser words;

  RedirectParser(Source source, Tokens tokens, WordParser words) {
    this.source = source;
    this.tokens = tokens;
    this.words = words;
  }

  /** The redirections after a compound command. */
  List<Redirect> all() {
    List<Redirect> all = new ArrayList<>(0);
    while (true) {
      Token token = tokens.peek();
      if (token == Token.REDIRECTION) {
        all.add(read(-1, null, false));
        continue;
      }
      char c = source.peek();
      if (token != Token.WORD || !Characters.isDigit(c)) {
        return all;
      }
      int start = source.position();
      WordText word = words.word(WordParser.Style.ORDINARY);
      String plain = word.plain();
      boolean before = source.peek() == '<' || source.peek() == '>';
      if (before && plain != null && Characters.onlyDigits(plain) && plain.length() <= 3) {
        all.add(read(Integer.parseInt(plain), null, false));
      } else {
        source.moveTo(start);
        return all;
      }
    }
  }

  /**
   * Reads the operator and what follows.
   *
   * @param first whether no command word came before
   */
  Redirect read(int descriptor, @Nullable String variable, boolean first) {
    Operator operator = tokens.operator();
    boolean duplicates =
        operator == Operator.DUPLICATE_INPUT || operator == Operator.DUPLICATE_OUTPUT;
    if (tokens.peek() != Token.WORD) {
      throw new Refusal("a redirection without a target");
    }
    if (first && words.assignment() != null) {
      // Bash takes such a target for an assignment and refuses it.
      throw new Refusal("a redirection to a name that looks like an assignment");
    }
    tokens.consumed();
    if (duplicates && source.peek() == '-') {
      return closing(operator, descriptor, variable);
    }
    WordText target = words.word(WordParser.Style.ORDINARY);
    String plain = target.plain();
    char next = source.peek();
    if ((next == '<' || next == '>') && plain != null) {
      boolean number = Characters.onlyDigits(plain) && !duplicates;
      if (number || plain.startsWith("{")) {
        throw new Refusal("a redirection without a target");
      }
    }
    boolean document =
        operator == Operator.HERE_DOCUMENT || operator == Operator.HERE_DOCUMENT_TABS;
    return new Redirect(
        operator, descriptor, variable, target, document ? document(operator, target) : null);
  }

  /** Directly after such an operator a dash is a token of its own. */
  private Redirect closing(Operator operator, int descriptor, @Nullable String variable) {
    source.advance();
    if (!Characters.endsWord(source.peek())) {
      throw new Refusal("text directly after a closed descriptor");
    }
    WordText dash = new WordText(List.of(new Part.Text("-", false)));
    return new Redirect(operator, descriptor, variable, dash, null);
  }

  private HereDocument document(Operator operator, WordText target) {
    StringBuilder delimiter = new StringBuilder();
    boolean quoted = false;
    for (Part part : target.parts()) {
      if (part instanceof Part.Text(String text, boolean _)) {
        delimiter.append(text);
      } else if (part instanceof Part.Quoted(String text)) {
        delimiter.append(text);
        quoted = true;
      } else {
        throw new Refusal("an expansion in the delimiter of a here-document");
      }
    }
    if (delimiter.indexOf("\n") >= 0) {
      throw new Refusal("a delimiter of a here-document over several lines");
    }
    HereDocument document =
        new HereDocument(delimiter.toString(), quoted, operator == Operator.HERE_DOCUMENT_TABS);
    tokens.add(document);
    return document;
  }
}
