package dev.muster.permission.shell.syntax;

import dev.muster.permission.shell.syntax.Part.Operator;
import dev.muster.permission.shell.syntax.Part.Parameter;
import dev.muster.permission.shell.syntax.Part.Quoted;
import dev.muster.permission.shell.syntax.Part.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a parameter from after <code>${</code> to its closing brace. One use. */
final class ParameterParser {
  private final Source source;
  private final QuoteParser quotes;
  private final Quoting quoting;
  private String name = "";
  private @Nullable List<Part> subscript;

  ParameterParser(Source source, QuoteParser quotes, Quoting quoting) {
    this.source = source;
    this.quotes = quotes;
    this.quoting = quoting;
  }

  Parameter read() {
    char c = source.peek();
    if (c == '#' && !source.sees('#', '}')) {
      source.advance();
      return closed(Operator.LENGTH);
    }
    if (c == '!' && !source.sees('!', '}')) {
      source.advance();
      return indirect();
    }
    readName();
    return operation();
  }

  private Parameter closed(Operator operator) {
    readName();
    return end(operator, List.of(), null);
  }

  private Parameter indirect() {
    readName();
    if (!Characters.isName(name)) {
      throw new Refusal("a variable named by a parameter");
    }
    if (source.peek() == '*' || source.peek() == '@') {
      source.advance();
      return end(Operator.NAMES, List.of(), null);
    }
    List<Part> keys = subscript;
    if (keys != null
        && keys.size() == 1
        && keys.getFirst() instanceof Text(String all, boolean _)
        && (all.equals("@") || all.equals("*"))) {
      return end(Operator.KEYS, List.of(), null);
    }
    return end(Operator.INDIRECT, List.of(), null);
  }

  private Parameter end(Operator operator, List<Part> operand, @Nullable List<Part> second) {
    if (!source.take('}')) {
      throw new Refusal("a form of ${…} that is not read");
    }
    return new Parameter(name, true, subscript, operator, operand, second);
  }

  private void readName() {
    char c = source.peek();
    if (Characters.startsName(c)) {
      name = quotes.name();
      if (source.peek() == '[') {
        source.advance();
        subscript = quotes.bracketed('[', ']');
      }
    } else if (Characters.isDigit(c)) {
      name = quotes.name();
      if (!Characters.onlyDigits(name)) {
        throw new Refusal("a form of ${…} that is not read");
      }
    } else if (Characters.namesParameter(c)) {
      name = String.valueOf(c);
      source.advance();
    } else {
      throw new Refusal("a form of ${…} that is not read");
    }
  }

  private Parameter operation() {
    char c = source.peek();
    return switch (c) {
      case '}' -> end(Operator.VALUE, List.of(), null);
      case ':' -> colon();
      case '-', '=', '?', '+' -> {
        source.advance();
        yield end(alternative(c, false), operand("}", false), null);
      }
      case '#' -> pattern(twice('#') ? Operator.CUT_LONG_PREFIX : Operator.CUT_SHORT_PREFIX);
      case '%' -> pattern(twice('%') ? Operator.CUT_LONG_SUFFIX : Operator.CUT_SHORT_SUFFIX);
      case '^' -> pattern(twice('^') ? Operator.UPPER_ALL : Operator.UPPER_FIRST);
      case ',' -> pattern(twice(',') ? Operator.LOWER_ALL : Operator.LOWER_FIRST);
      case '/' -> replacement();
      case '@' -> {
        source.advance();
        char how = source.peek();
        source.advance();
        if ("QUEPAKakLu".indexOf(how) < 0) {
          throw new Refusal("a form of ${…} that is not read");
        }
        yield end(Operator.TRANSFORM, List.of(new Text(String.valueOf(how), false)), null);
      }
      default -> throw new Refusal("a form of ${…} that is not read");
    };
  }

  /** Passes over the character, and over a second one if it is the same. */
  private boolean twice(char c) {
    source.advance();
    return source.take(c);
  }

  private static Operator alternative(char c, boolean ifEmpty) {
    return switch (c) {
      case '-' -> ifEmpty ? Operator.DEFAULT_IF_EMPTY : Operator.DEFAULT_IF_UNSET;
      case '=' -> ifEmpty ? Operator.ASSIGN_IF_EMPTY : Operator.ASSIGN_IF_UNSET;
      case '?' -> ifEmpty ? Operator.FAIL_IF_EMPTY : Operator.FAIL_IF_UNSET;
      default -> ifEmpty ? Operator.OTHER_IF_FILLED : Operator.OTHER_IF_SET;
    };
  }

  private Parameter colon() {
    source.advance();
    char c = source.peek();
    if (c == '-' || c == '=' || c == '?' || c == '+') {
      source.advance();
      return end(alternative(c, true), operand("}", false), null);
    }
    List<Part> offset = operand(":}?", false);
    if (source.peek() == '?') {
      throw new Refusal("a choice in the place of a section (${…:…?…})");
    }
    List<Part> length = null;
    if (source.take(':')) {
      length = operand(":}?", false);
    }
    return end(Operator.SECTION, offset, length);
  }

  private Parameter pattern(Operator operator) {
    return end(operator, operand("}", true), null);
  }

  private Parameter replacement() {
    source.advance();
    Operator operator = Operator.REPLACE_FIRST;
    List<Part> pattern = new ArrayList<>();
    if (source.take('/')) {
      operator = Operator.REPLACE_ALL;
      if (source.take('/')) {
        // A slash at the beginning belongs to the pattern.
        pattern.add(new Text("/", false));
      }
    } else if (source.take('#')) {
      operator = Operator.REPLACE_PREFIX;
    } else if (source.take('%')) {
      operator = Operator.REPLACE_SUFFIX;
    }
    pattern.addAll(operand("/}", true));
    List<Part> replacement = null;
    if (source.take('/')) {
      replacement = operand("}", true);
    }
    return end(operator, pattern, replacement);
  }

  /** Reads up to one of the characters, which stays. */
  private List<Part> operand(String stops, boolean pattern) {
    List<Part> parts = new ArrayList<>(1);
    StringBuilder plain = new StringBuilder();
    while (true) {
      char c = source.peek();
      if (c == Source.END) {
        throw new Refusal("a brace that is not closed");
      }
      if (stops.indexOf(c) >= 0) {
        flush(plain, parts, pattern);
        return parts;
      }
      if (Characters.quotes(c)) {
        flush(plain, parts, pattern);
        parts.add(quotation(c, pattern));
      } else {
        boolean process = (c == '<' || c == '>') && quoting == Quoting.NONE && source.sees(c, '(');
        if (process) {
          throw new Refusal("a process substitution in ${…}");
        }
        plain.append(c);
        source.advance();
      }
    }
  }

  private void flush(StringBuilder plain, List<Part> parts, boolean pattern) {
    if (quoting == Quoting.NONE || pattern) {
      QuoteParser.flushText(plain, parts);
    } else if (!plain.isEmpty()) {
      parts.add(new Quoted(plain.toString()));
      plain.setLength(0);
    }
  }

  private Part quotation(char c, boolean pattern) {
    if (quoting == Quoting.NONE) {
      return quotes.quotation(c);
    }
    if (quoting == Quoting.DOCUMENT && (c == '"' || c == '\'' || (c == '\\' && pattern))) {
      throw new Refusal("a quotation in ${…} in a here-document");
    }
    return switch (c) {
      case '$' -> {
        if (source.sees('$', '\'') || source.sees('$', '"')) {
          throw new Refusal("a dollar sign before a quotation in ${…}");
        }
        yield quotes.dollar(quoting);
      }
      case '`' -> quotes.backticks(quoting);
      case '"' -> quotes.doubleQuoted();
      case '\'' -> {
        if (!pattern) {
          throw new Refusal("a single quote in ${…} in double quotes");
        }
        yield quotes.quotation(c);
      }
      default -> pattern ? quotes.quotation(c) : escapedInQuotes();
    };
  }

  private Part escapedInQuotes() {
    source.advance();
    char c = source.raw();
    if (c == '\\' || c == '$' || c == '`' || c == '"' || c == '}') {
      source.advance();
      return new Quoted(String.valueOf(c));
    }
    return new Quoted("\\");
  }
}
