package dev.muster.permission.shell;

import dev.muster.permission.shell.Word.Piece;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts together the arguments that one word becomes: splits, and tells file name patterns from
 * plain text. As soon as their number is open, the whole word is {@link Word.Several}.
 */
final class Fields {
  private final List<Word> out;
  private final Value ifs;
  private final boolean patterns;
  private final boolean unusual;
  private final boolean extended;
  private final int first;

  private final StringBuilder text = new StringBuilder();

  /** The same with a backslash before each character that is quoted and would be special. */
  private final StringBuilder pattern = new StringBuilder();

  private @Nullable List<Piece> pieces;
  private @Nullable String match;
  private boolean star;
  private boolean bracket;
  private boolean closed;
  private boolean started;
  private boolean several;
  private boolean lists;

  /**
   * For one word.
   *
   * @param out gets the arguments
   */
  Fields(List<Word> out, State state, Value ifs) {
    this.out = out;
    this.ifs = ifs;
    this.patterns = !state.has(State.NO_PATTERNS);
    this.unusual = state.has(State.PATTERNS_UNUSUAL);
    this.extended = state.has(State.EXTENDED_PATTERNS);
    this.first = out.size();
  }

  /** Unquoted characters of the text itself. */
  void plain(String characters) {
    settleMatch();
    text.append(characters);
    pattern.append(characters);
    started = true;
    for (int i = 0; i < characters.length(); i++) {
      note(characters.charAt(i));
    }
  }

  private void note(char c) {
    star |= c == '*' || c == '?' || (c == '(' && extended);
    closed |= bracket && c == ']';
    bracket |= c == '[';
  }

  /** Characters that stand for themselves; none at all still make an argument. */
  void quoted(String characters) {
    settleMatch();
    started = true;
    text.append(characters);
    for (int i = 0; i < characters.length(); i++) {
      char c = characters.charAt(i);
      if (isSpecial(c)) {
        pattern.append('\\');
      }
      pattern.append(c);
    }
  }

  private static boolean isSpecial(char c) {
    return switch (c) {
      case '*', '?', '[', ']', '\\', '!', '^', '-', '(', ')', '|' -> true;
      default -> false;
    };
  }

  /** An expansion in double quotes. */
  void quoted(Value value) {
    started = true;
    switch (value) {
      case Value.Text(String known) -> quoted(known);
      case Value.Blend(List<Piece> blend) -> add(blend);
      case Value.Match(String path) -> {
        if (isEmpty()) {
          match = path;
        } else {
          add(List.of(new Piece.Anything()));
        }
      }
      case Value.Unset() -> {}
      case Value.Elements(List<Word> _, boolean _), Value.Unknown(boolean _) ->
          add(List.of(new Piece.Anything()));
    }
  }

  private boolean isEmpty() {
    return text.isEmpty() && pieces == null && match == null;
  }

  /** A path of a pattern that something stands next to is any text. */
  private void settleMatch() {
    if (match != null) {
      match = null;
      add(List.of(new Piece.Anything()));
    }
  }

  private void add(List<Piece> added) {
    settleMatch();
    if (pieces == null) {
      pieces = new ArrayList<>();
    }
    for (Piece piece : added) {
      if (piece instanceof Piece.Fixed(String fixed)) {
        text.append(fixed);
      } else {
        flush();
        pieces.add(piece);
      }
    }
    started = true;
  }

  private void flush() {
    if (pieces != null && !text.isEmpty()) {
      pieces.add(new Piece.Fixed(text.toString()));
      text.setLength(0);
    }
  }

  /** An expansion without quotes. */
  void unquoted(Value value) {
    switch (value) {
      case Value.Text(String known) -> split(known);
      case Value.Blend(List<Piece> blend) -> {
        if (staysWhole(blend)) {
          add(blend);
        } else {
          several = true;
          lists |= !isPlain(blend);
        }
      }
      case Value.Unset() -> {}
      case Value.Unknown(boolean number) -> {
        several = true;
        lists |= !number;
      }
      case Value.Match(String _), Value.Elements(List<Word> _, boolean _) -> unknown();
    }
  }

  private static boolean isPlain(List<Piece> blend) {
    for (Piece piece : blend) {
      if (!(piece instanceof Piece.Numeral) && !(piece instanceof Piece.Name)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the shell may look into folders that are not known for names that match. */
  boolean listsAnything() {
    return lists && patterns;
  }

  private boolean staysWhole(List<Piece> blend) {
    for (Piece piece : blend) {
      boolean whole =
          switch (piece) {
            case Piece.Fixed(String fixed) -> Ifs.keepsWhole(ifs, fixed) && !mayMatch(fixed);
            case Piece.Numeral() -> Ifs.keepsNumerals(ifs);
            // there may be nothing at all
            case Piece.Name() -> false;
            case Piece.Anything() -> false;
          };
      if (!whole) {
        return false;
      }
    }
    return true;
  }

  private boolean mayMatch(String known) {
    for (int i = 0; i < known.length(); i++) {
      switch (known.charAt(i)) {
        case '*', '?', '[', '\\' -> {
          return true;
        }
        case '(' -> {
          if (extended) {
            return true;
          }
        }
        default -> {}
      }
    }
    return false;
  }

  /** Splits a known text as bash does where an expansion without quotes yields it. */
  private void split(String known) {
    if (known.indexOf('\\') >= 0 && patterns) {
      // Whether such a backslash stays depends on what else is in the word.
      unknown();
      return;
    }
    if (Ifs.keepsWhole(ifs, known)) {
      if (!known.isEmpty()) {
        plain(known);
      }
      return;
    }
    if (!Ifs.isUsual(ifs)) {
      unknown();
      return;
    }
    int start = 0;
    for (int i = 0; i <= known.length(); i++) {
      char c = i < known.length() ? known.charAt(i) : 'x';
      boolean blank = c == ' ' || c == '\t' || c == '\n';
      if (i < known.length() && !blank) {
        continue;
      }
      if (i > start) {
        plain(known.substring(start, i));
      }
      if (blank) {
        end();
      }
      start = i + 1;
    }
  }

  /** Arguments in double quotes, as of {@code "$@"}. */
  void quotedList(List<Word> words) {
    for (int i = 0; i < words.size(); i++) {
      Word word = words.get(i);
      if (i > 0) {
        end();
      }
      switch (word) {
        case Word.Literal(String literal) -> quoted(literal);
        case Word.Composed(List<Piece> composed) -> add(composed);
        case Word.Paths(String _), Word.Several() -> several = true;
      }
    }
  }

  /** Arguments without quotes, as of {@code $@}. */
  void unquotedList(List<Word> words) {
    for (int i = 0; i < words.size(); i++) {
      if (i > 0) {
        end();
      }
      unquoted(Words.value(words.get(i)));
    }
  }

  /** Says that nothing is known of what this word becomes, and that it is not quoted. */
  void unknown() {
    several = true;
    lists = true;
  }

  /** Says that it may become any number of arguments, all of them as they stand. */
  void quotedUnknown() {
    several = true;
  }

  /** Ends an argument, if one was begun. */
  private void end() {
    if (started) {
      out.add(field());
    }
    text.setLength(0);
    pattern.setLength(0);
    pieces = null;
    match = null;
    star = false;
    bracket = false;
    closed = false;
    started = false;
  }

  private Word field() {
    boolean matches = patterns && (star || closed);
    if (match != null) {
      return new Word.Paths(match);
    }
    if (pieces != null) {
      several |= matches;
      lists |= matches;
      flush();
      return pieces.isEmpty() ? new Word.Literal("") : new Word.Composed(pieces);
    }
    if (matches) {
      several |= unusual || extended;
      lists |= several;
      return new Word.Paths(pattern.toString());
    }
    return new Word.Literal(text.toString());
  }

  /** Ends the word. */
  void endWord() {
    end();
    if (several) {
      while (out.size() > first) {
        out.removeLast();
      }
      out.add(new Word.Several());
    }
  }
}
