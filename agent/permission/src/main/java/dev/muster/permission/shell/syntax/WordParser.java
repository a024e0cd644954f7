package dev.muster.permission.shell.syntax;

import dev.muster.permission.shell.syntax.Part.Quoted;
import dev.muster.permission.shell.syntax.Part.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads words, and assignments where a command begins. */
final class WordParser {

  /** What a word may contain besides the usual. */
  enum Style {
    ORDINARY,
    /** Groups of patterns, as after {@code ==} in a condition. */
    PATTERN,
    /** Parentheses and bars, as after {@code =~}. */
    REGEX
  }

  private final Source source;
  private final QuoteParser quotes;

  WordParser(Source source) {
    this.source = source;
    this.quotes = new QuoteParser(source);
  }

  /** Reads a word, which may be empty where none stands. */
  WordText word(Style style) {
    Part first = null;
    List<Part> parts = null;
    while (true) {
      Part part = part(style, parts == null ? first : parts.getLast());
      if (part == null) {
        break;
      }
      if (first == null) {
        first = part;
      } else {
        if (parts == null) {
          parts = new ArrayList<>();
          parts.add(first);
        }
        parts.add(part);
      }
    }
    if (parts != null) {
      return new WordText(parts);
    }
    return first == null ? WordText.EMPTY : new WordText(List.of(first));
  }

  private @Nullable Part part(Style style, @Nullable Part before) {
    char c = source.peek();
    if (Characters.endsWord(c)) {
      if ((c == '<' || c == '>') && source.sees(c, '(')) {
        return quotes.process();
      }
      return groupOfStyle(c, style, before);
    }
    return switch (c) {
      case '\\' -> escaped();
      case '\'' -> {
        source.advance();
        yield new Quoted(source.through('\'', "a single quote that is not closed"));
      }
      case '"' -> quotes.doubleQuoted();
      case '`' -> quotes.backticks(Quoting.NONE);
      case '$' -> quotes.dollar(Quoting.NONE);
      default -> text();
    };
  }

  private @Nullable Part groupOfStyle(char c, Style style, @Nullable Part before) {
    boolean group =
        c == '('
            && (style == Style.REGEX
                || (style == Style.PATTERN
                    && before instanceof Text(String text, boolean _)
                    && "?*+@!".indexOf(text.charAt(text.length() - 1)) >= 0));
    if (group) {
      source.advance();
      source.enter();
      List<Part> inside = quotes.bracketed('(', ')');
      source.leave();
      return new Part.DoubleQuoted(inside);
    }
    if (c == '|' && style == Style.REGEX) {
      source.advance();
      return new Text("|", true);
    }
    return null;
  }

  private Part escaped() {
    source.advance();
    char c = source.raw();
    if (c == Source.END) {
      throw new Refusal("a backslash at the end of the text");
    }
    source.advance();
    return new Quoted(String.valueOf(c));
  }

  /** The characters up to the next quotation, expansion or end of the word. */
  private Text text() {
    StringBuilder whole = new StringBuilder();
    boolean special = false;
    boolean goesOn = true;
    while (goesOn) {
      int start = source.position();
      special |= passText();
      whole.append(source.text(), start, source.position());
      // What follows a line continuation belongs to the same text.
      goesOn = source.raw() == '\\' && source.peek() != '\\';
      char next = goesOn ? source.peek() : Source.END;
      goesOn &= !Characters.endsWord(next) && !Characters.quotes(next);
    }
    return new Text(whole.toString(), special);
  }

  /** Goes on to the next quotation, expansion or end of the word; whether it passed a special. */
  private boolean passText() {
    String text = source.text();
    int at = source.position();
    boolean special = false;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Characters.endsWord(c) || Characters.quotes(c)) {
        break;
      }
      special |= Characters.isSpecial(c);
      at++;
    }
    source.moveTo(at);
    return special;
  }

  /** Reads an assignment, if one stands where a command may begin. */
  @Nullable Assign assignment() {
    int start = source.position();
    if (!Characters.startsName(source.peek())) {
      return null;
    }
    String name = name();
    List<Part> subscript = null;
    if (source.peek() == '[') {
      source.advance();
      source.enter();
      subscript = quotes.bracketed('[', ']');
      source.leave();
    }
    boolean append = source.sees('+', '=');
    if (append) {
      source.take('+');
    }
    if (!source.take('=')) {
      if (subscript != null) {
        throw new Refusal("a name with brackets in place of a command");
      }
      source.moveTo(start);
      return null;
    }
    if (source.peek() == '(') {
      if (subscript != null) {
        throw new Refusal("a list assigned to an element of an array");
      }
      return new Assign(name, null, append, WordText.EMPTY, elements());
    }
    return new Assign(name, subscript, append, word(Style.ORDINARY), null);
  }

  /** Reads an argument to a command that declares variables. */
  WordText declared() {
    int start = source.position();
    if (Characters.startsName(source.peek())) {
      String name = name();
      boolean append = source.sees('+', '=');
      if (append) {
        source.take('+');
      }
      if (source.take('=') && source.peek() == '(') {
        Assign assign = new Assign(name, null, append, WordText.EMPTY, elements());
        return new WordText(List.of(new Part.Compound(assign)));
      }
      source.moveTo(start);
    }
    return word(Style.ORDINARY);
  }

  /** The name that stands here, line continuations aside. */
  String name() {
    return quotes.name();
  }

  private List<Assign.Element> elements() {
    source.advance();
    List<Assign.Element> elements = new ArrayList<>();
    while (true) {
      char c = source.peek();
      switch (c) {
        case ' ', '\t' -> source.advance();
        case '\n' -> {
          if (source.documents() > 0) {
            throw new Refusal("a line of a list before the body of a here-document");
          }
          source.advance();
        }
        case '#' -> source.skipLine();
        case ')' -> {
          source.advance();
          return elements;
        }
        default -> elements.add(element(c));
      }
    }
  }

  private Assign.Element element(char c) {
    List<Part> subscript = null;
    if (c == '[') {
      source.advance();
      source.enter();
      subscript = quotes.bracketed('[', ']');
      source.leave();
      if (!source.take('=')) {
        throw new Refusal("brackets in a list that assign nothing");
      }
    }
    WordText value = word(Style.ORDINARY);
    if (value.parts().isEmpty() && subscript == null) {
      throw new Refusal("an operator or the end of the text in a list of an array");
    }
    return new Assign.Element(subscript, value);
  }
}
