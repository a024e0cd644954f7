package dev.muster.permission.shell.syntax;

import dev.muster.permission.shell.syntax.Part.DoubleQuoted;
import dev.muster.permission.shell.syntax.Part.Parameter;
import dev.muster.permission.shell.syntax.Part.Quoted;
import dev.muster.permission.shell.syntax.Part.Text;
import java.util.ArrayList;
import java.util.List;

/** Reads quotations, substitutions and everything that a dollar sign begins. */
final class QuoteParser {
  private final Source source;

  QuoteParser(Source source) {
    this.source = source;
  }

  /** Reads from an opening double quote to the closing one. */
  Part doubleQuoted() {
    source.advance();
    List<Part> parts = new ArrayList<>(1);
    readDoubleQuoted(parts, Quoting.DOUBLE);
    if (parts.isEmpty()) {
      return new Quoted("");
    }
    boolean literal = parts.size() == 1 && parts.getFirst() instanceof Quoted;
    return literal ? parts.getFirst() : new DoubleQuoted(parts);
  }

  /** Reads the body of a here-document that expands, up to the end of the text. */
  List<Part> document() {
    List<Part> parts = new ArrayList<>();
    readDoubleQuoted(parts, Quoting.DOCUMENT);
    return parts;
  }

  private void readDoubleQuoted(List<Part> parts, Quoting quoting) {
    StringBuilder literal = new StringBuilder();
    while (true) {
      char c = source.peek();
      switch (c) {
        case Source.END -> {
          if (quoting == Quoting.DOUBLE) {
            throw new Refusal("a double quote that is not closed");
          }
          flush(literal, parts);
          return;
        }
        case '"' -> {
          source.advance();
          if (quoting == Quoting.DOUBLE) {
            flush(literal, parts);
            return;
          }
          literal.append(c);
        }
        case '\\' -> {
          source.advance();
          escapedInQuotes(literal, quoting == Quoting.DOUBLE);
        }
        case '$' -> {
          flush(literal, parts);
          parts.add(quoted(dollar(quoting)));
        }
        case '`' -> {
          flush(literal, parts);
          parts.add(backticks(quoting));
        }
        default -> plainRun(literal);
      }
    }
  }

  /** Inside quotes a lone dollar sign is as literal as the rest. */
  private static Part quoted(Part part) {
    return part instanceof Text(String text, boolean _) ? new Quoted(text) : part;
  }

  private void plainRun(StringBuilder literal) {
    String text = source.text();
    int start = source.position();
    int at = start;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"' || c == '\\' || c == '$' || c == '`') {
        break;
      }
      at++;
    }
    literal.append(text, start, at);
    source.moveTo(at);
  }

  private void escapedInQuotes(StringBuilder literal, boolean doubleQuote) {
    char c = source.raw();
    boolean escapes = c == '\\' || c == '$' || c == '`' || (doubleQuote && c == '"');
    if (escapes) {
      literal.append(c);
      source.advance();
    } else {
      // Before any other character the backslash stays; that character is read in its turn.
      literal.append('\\');
    }
  }

  private static void flush(StringBuilder literal, List<Part> parts) {
    if (!literal.isEmpty()) {
      parts.add(new Quoted(literal.toString()));
      literal.setLength(0);
    }
  }

  /** Reads a dollar sign and what it begins. */
  Part dollar(Quoting quoting) {
    source.advance();
    char c = source.peek();
    if (c == '(') {
      return source.sees('(', '(') ? arithmetic() : substitution();
    }
    if (c == '{') {
      source.advance();
      source.enter();
      Part parameter = new ParameterParser(source, this, quoting).read();
      source.leave();
      return parameter;
    }
    if (Characters.startsName(c)) {
      return Parameter.of(name());
    }
    if (Characters.isDigit(c) || Characters.namesParameter(c)) {
      source.advance();
      return Parameter.of(String.valueOf(c));
    }
    if (c == '[') {
      throw new Refusal("an old form of arithmetic ($[…])");
    }
    if (quoting == Quoting.NONE && c == '\'') {
      source.advance();
      return new Quoted(new EscapeParser(source).read());
    }
    if (quoting == Quoting.NONE && c == '"') {
      throw new Refusal("a dollar sign before a quotation");
    }
    return new Text("$", false);
  }

  /** The name that stands here, line continuations aside. */
  String name() {
    String first = namePart();
    if (source.raw() != '\\' || !Characters.continuesName(source.peek())) {
      return first;
    }
    StringBuilder name = new StringBuilder(first);
    do {
      name.append(namePart());
    } while (source.raw() == '\\' && Characters.continuesName(source.peek()));
    return name.toString();
  }

  private String namePart() {
    String text = source.text();
    int start = source.position();
    int at = start;
    while (at < text.length() && Characters.continuesName(text.charAt(at))) {
      at++;
    }
    source.moveTo(at);
    return text.substring(start, at);
  }

  private Part substitution() {
    source.enter();
    Script body = new CommandParser(source).inParentheses();
    source.leave();
    return new Part.Substitution(body);
  }

  /** Reads {@code <(…)} or {@code >(…)}. */
  Part process() {
    boolean writes = source.peek() == '>';
    source.advance();
    source.enter();
    Script body = new CommandParser(source).inParentheses();
    source.leave();
    return new Part.ProcessFile(body, writes);
  }

  private Part arithmetic() {
    source.advance();
    source.peek();
    source.advance();
    source.enter();
    List<Part> expression = new ArithmeticParser(source, this).closed();
    source.leave();
    return new Part.Arithmetic(expression);
  }

  /** Reads a substitution between backticks. */
  Part backticks(Quoting quoting) {
    source.advance();
    StringBuilder inner = new StringBuilder();
    char c = source.raw();
    while (c != '`') {
      if (c == Source.END) {
        throw new Refusal("a backtick that is not closed");
      }
      source.advance();
      char next = source.raw();
      if (c == '\\' && (next == '`' || next == '\\' || next == '$')) {
        c = next;
        source.advance();
      } else if (c == '\\' && next == '"' && quoting != Quoting.NONE) {
        if (quoting == Quoting.DOCUMENT) {
          throw new Refusal("an escaped quote between backticks in a here-document");
        }
        c = next;
        source.advance();
      }
      inner.append(c);
      c = source.raw();
    }
    source.advance();
    source.enter();
    Script body = new CommandParser(source.inner(inner.toString())).whole();
    source.leave();
    return new Part.Substitution(body);
  }

  /** Reads to the bracket that closes, which is passed over, minding those in between. */
  List<Part> bracketed(char open, char close) {
    List<Part> parts = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    int depth = 1;
    while (true) {
      char c = source.peek();
      if (c == Source.END) {
        throw new Refusal("a bracket that is not closed");
      }
      if (Characters.quotes(c)) {
        flushText(plain, parts);
        parts.add(quotation(c));
        continue;
      }
      source.advance();
      depth += c == open ? 1 : c == close ? -1 : 0;
      if (depth == 0) {
        flushText(plain, parts);
        return parts;
      }
      plain.append(c);
    }
  }

  /** A quotation or an expansion outside double quotes. */
  Part quotation(char c) {
    return switch (c) {
      case '\'' -> {
        source.advance();
        yield new Quoted(source.through('\'', "a single quote that is not closed"));
      }
      case '"' -> doubleQuoted();
      case '`' -> backticks(Quoting.NONE);
      case '$' -> dollar(Quoting.NONE);
      default -> {
        source.advance();
        char escaped = source.raw();
        if (escaped == Source.END) {
          throw new Refusal("a backslash at the end of the text");
        }
        source.advance();
        yield new Quoted(String.valueOf(escaped));
      }
    };
  }

  static void flushText(StringBuilder plain, List<Part> parts) {
    if (!plain.isEmpty()) {
      String text = plain.toString();
      boolean special = false;
      for (int i = 0; i < text.length() && !special; i++) {
        special = Characters.isSpecial(text.charAt(i));
      }
      parts.add(new Text(text, special));
      plain.setLength(0);
    }
  }
}
