package dev.muster.permission.shell.syntax;

import java.util.ArrayList;
import java.util.List;

/** Reads the text of arithmetic, which the shell expands like a quoted word and then evaluates. */
final class ArithmeticParser {
  private final Source source;
  private final QuoteParser quotes;

  ArithmeticParser(Source source, QuoteParser quotes) {
    this.source = source;
    this.quotes = quotes;
  }

  /** Reads up to the two parentheses that close it. */
  List<Part> closed() {
    List<Part> parts = new ArrayList<>();
    until(parts, false);
    if (!source.sees(')', ')')) {
      throw new Refusal("two parentheses that open no arithmetic");
    }
    source.advance();
    source.peek();
    source.advance();
    return parts;
  }

  /** Reads up to a semicolon, which is passed over. */
  List<Part> untilSemicolon() {
    List<Part> parts = new ArrayList<>();
    until(parts, true);
    if (!source.take(';')) {
      throw new Refusal("a loop (for ((…))) without its three expressions");
    }
    return parts;
  }

  private void until(List<Part> parts, boolean stopsAtSemicolon) {
    StringBuilder plain = new StringBuilder();
    int depth = 0;
    while (true) {
      char c = source.peek();
      switch (c) {
        case Source.END -> throw new Refusal("arithmetic that is not closed");
        case '\\', '\'' -> throw new Refusal("a quotation in arithmetic");
        case '"' -> {
          QuoteParser.flushText(plain, parts);
          parts.add(quotes.doubleQuoted());
          continue;
        }
        case '$', '`' -> {
          QuoteParser.flushText(plain, parts);
          parts.add(c == '$' ? quotes.dollar(Quoting.DOUBLE) : quotes.backticks(Quoting.DOUBLE));
          continue;
        }
        case '(' -> depth++;
        case ')' -> depth--;
        default -> {}
      }
      if (depth < 0 || (c == ';' && stopsAtSemicolon)) {
        QuoteParser.flushText(plain, parts);
        return;
      }
      plain.append(c);
      source.advance();
    }
  }
}
