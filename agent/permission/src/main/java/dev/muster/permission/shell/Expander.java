package dev.muster.permission.shell;

import dev.muster.permission.shell.Word.Piece;
import dev.muster.permission.shell.syntax.Assign;
import dev.muster.permission.shell.syntax.Part;
import dev.muster.permission.shell.syntax.WordText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what words become when the shell expands them, and what runs on the way. */
final class Expander {
  /** The name of a pipe to or from a command. */
  static final Value PIPE =
      new Value.Blend(List.of(new Piece.Fixed("/dev/fd/"), new Piece.Numeral()));

  private final Run run;
  private final Parameters parameters;

  Expander(Run run) {
    this.run = run;
    this.parameters = new Parameters(run, this);
  }

  /** Adds the arguments that a word becomes. */
  void arguments(WordText word, List<Word> out) {
    List<Part> parts = word.parts();
    if (parts.size() == 1) {
      Part only = parts.getFirst();
      if (only instanceof Part.Text(String text, boolean special)) {
        if (!special) {
          out.add(new Word.Literal(text));
          return;
        }
      } else if (only instanceof Part.Quoted(String text)) {
        out.add(new Word.Literal(text));
        return;
      }
    }
    List<WordText> words = hasBrace(parts) ? Braces.expand(word) : List.of(word);
    if (words == null) {
      each(parts);
      out.add(new Word.Several());
      run.listsAnything |= !Braces.isNumbers(word);
      return;
    }
    boolean expanded = words.size() != 1 || !Same.thing(words.getFirst(), word);
    for (WordText one : words) {
      // What comes of braces no longer counts as an assignment.
      argument(one, expanded ? Tildes.AT_START : Tildes.ofWord(one), out);
    }
  }

  private static boolean hasBrace(List<Part> parts) {
    for (Part part : parts) {
      if (part instanceof Part.Text(String text, boolean special)
          && special
          && text.indexOf('{') >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Looks at parts for what runs in them alone. */
  private void each(List<Part> parts) {
    for (Part part : parts) {
      if (!(part instanceof Part.Text)) {
        single(List.of(part), Tildes.NONE);
      }
    }
  }

  private void argument(WordText word, Tildes tildes, List<Word> out) {
    run.spend(1);
    List<Part> parts = word.parts();
    List<Word> list = parts.size() == 1 ? parameters.wholeList(parts.getFirst()) : null;
    if (list != null) {
      out.addAll(list);
      return;
    }
    Fields fields = new Fields(out, run.state, run.value("IFS"));
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (part instanceof Part.Text(String text, boolean special)) {
        if (special && text.indexOf('~') >= 0) {
          withTildes(text, tildes, i == 0, i + 1 == parts.size(), fields);
        } else {
          fields.plain(text);
        }
      } else {
        part(part, fields);
      }
    }
    fields.endWord();
    run.listsAnything |= fields.listsAnything();
  }

  private void part(Part part, Fields fields) {
    switch (part) {
      case Part.Text(String text, boolean _) -> fields.plain(text);
      case Part.Quoted(String text) -> fields.quoted(text);
      case Part.DoubleQuoted(List<Part> parts) -> {
        fields.quoted("");
        for (Part inner : parts) {
          quotedPart(inner, fields);
        }
      }
      case Part.Parameter parameter -> parameters.unquoted(parameter, fields);
      case Part.Substitution _, Part.Arithmetic _ -> fields.unquoted(value(part));
      case Part.ProcessFile _, Part.Compound _ -> fields.quoted(value(part));
    }
  }

  private void quotedPart(Part part, Fields fields) {
    switch (part) {
      case Part.Text(String text, boolean _) -> fields.quoted(text);
      case Part.Quoted(String text) -> fields.quoted(text);
      case Part.DoubleQuoted(List<Part> parts) -> {
        for (Part inner : parts) {
          quotedPart(inner, fields);
        }
      }
      case Part.Parameter parameter -> parameters.quoted(parameter, fields);
      case Part.Substitution _, Part.Arithmetic _ -> fields.quoted(value(part));
      case Part.ProcessFile _, Part.Compound _ -> fields.quoted(value(part));
    }
  }

  /** The value of a part that is neither text nor a parameter. */
  private Value value(Part part) {
    return switch (part) {
      case Part.Substitution substitution -> run.executor.substitution(substitution);
      case Part.Arithmetic(List<Part> expression) -> run.arithmetic.value(expression);
      case Part.ProcessFile process -> {
        run.executor.process(process);
        yield PIPE;
      }
      case Part.Compound _ -> {
        run.giveUp("a list in the place of an argument");
        yield Value.UNKNOWN;
      }
      case Part.Text _, Part.Quoted _, Part.DoubleQuoted _, Part.Parameter _ ->
          throw new IllegalArgumentException("not a substitution");
    };
  }

  private void withTildes(String text, Tildes tildes, boolean first, boolean last, Fields fields) {
    int done = 0;
    int tilde = text.indexOf('~');
    while (tilde >= 0) {
      int end = tilde + 1;
      while (end < text.length() && !tildes.endsPrefix(text.charAt(end))) {
        end++;
      }
      boolean whole = end < text.length() || last;
      if (whole && tildes.expands(text, tilde, first)) {
        if (tilde > done) {
          fields.plain(text.substring(done, tilde));
        }
        fields.quoted(home(text.substring(tilde + 1, end)));
        done = end;
      }
      tilde = text.indexOf('~', end);
    }
    if (done < text.length()) {
      fields.plain(text.substring(done));
    }
  }

  /** What a tilde with the name after it becomes. */
  private Value home(String name) {
    Value value =
        switch (name) {
          case "" -> run.value("HOME");
          case "+" -> run.value("PWD");
          default -> Value.UNKNOWN;
        };
    return value instanceof Value.Text(String known) && !known.isEmpty() ? value : Value.ANY_TEXT;
  }

  /** The value of an assignment or of another place where nothing is split. */
  Value single(WordText word) {
    return single(word.parts(), Tildes.IN_ASSIGNMENT);
  }

  /** The same, with or without tildes. */
  Value single(List<Part> parts, Tildes tildes) {
    if (parts.isEmpty()) {
      return Value.EMPTY;
    }
    if (parts.size() == 1) {
      Part only = parts.getFirst();
      if (only instanceof Part.Quoted(String text)) {
        return Value.of(text);
      }
      if (only instanceof Part.Text(String text, boolean special) && !special) {
        return Value.of(text);
      }
      if (only instanceof Part.Parameter parameter) {
        return run.limited(parameters.single(parameter));
      }
      if (only instanceof Part.DoubleQuoted(List<Part> inner)) {
        return single(inner, Tildes.NONE);
      }
      if (only instanceof Part.Substitution || only instanceof Part.Arithmetic) {
        return run.limited(value(only));
      }
    }
    run.spend(1);
    List<Word> out = new ArrayList<>(1);
    Fields fields = new Fields(out, run.state.with(State.NO_PATTERNS, true), Value.EMPTY);
    fields.quoted("");
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (part instanceof Part.Text(String text, boolean special)
          && special
          && text.indexOf('~') >= 0) {
        withTildes(text, tildes, i == 0, i + 1 == parts.size(), fields);
      } else if (part instanceof Part.Parameter parameter) {
        fields.quoted(run.limited(parameters.single(parameter)));
      } else if (part instanceof Part.DoubleQuoted(List<Part> inner)) {
        fields.quoted(single(inner, Tildes.NONE));
      } else {
        quotedPart(part, fields);
      }
    }
    fields.endWord();
    return run.limited(Words.value(out.getFirst()));
  }

  /** The elements of a list that is assigned. */
  Value elements(List<Assign.Element> elements, boolean keyed) {
    List<Word> words = new ArrayList<>(elements.size());
    boolean subscripts = false;
    boolean outer = run.startsListing();
    for (Assign.Element element : elements) {
      List<Part> subscript = element.subscript();
      if (subscript == null) {
        arguments(element.value(), words);
      } else {
        subscripts = true;
        subscript(subscript, keyed);
        words.add(Words.quoted(single(element.value())));
      }
    }
    run.listed(words, outer);
    return subscripts || keyed
        ? new Value.Elements(List.of(new Word.Several()), keyed)
        : new Value.Elements(words, false);
  }

  /** Looks at a subscript; one that is no key is arithmetic. Returns it where it is known. */
  @Nullable String subscript(List<Part> parts, boolean keyed) {
    if (keyed) {
      single(parts, Tildes.NONE);
      return null;
    }
    if (parts.size() == 1 && parts.getFirst() instanceof Part.Text(String text, boolean _)) {
      if (text.equals("@") || text.equals("*")) {
        return text;
      }
    }
    return run.arithmetic.subscript(parts);
  }

  /** Whether braces in a word make other words of it. */
  private static boolean isExpanded(WordText word) {
    if (!hasBrace(word.parts())) {
      return false;
    }
    List<WordText> words = Braces.expand(word);
    return words == null || words.size() != 1 || !Same.thing(words.getFirst(), word);
  }

  /** Arguments of a command that declares variables: those that assign are not split. */
  void declared(WordText word, List<Word> out) {
    List<Part> parts = word.parts();
    if (parts.getFirst() instanceof Part.Text(String text, boolean _)) {
      int equals = text.indexOf('=');
      int end = equals > 0 && text.charAt(equals - 1) == '+' ? equals - 1 : equals;
      boolean assigns = end > 0 && Names.isName(text.substring(0, end)) && !isExpanded(word);
      if (assigns) {
        List<Part> rest = new ArrayList<>(parts);
        rest.removeFirst();
        if (equals + 1 < text.length()) {
          String value = text.substring(equals + 1);
          rest.addFirst(new Part.Text(value, true));
        }
        Value value = single(rest, Tildes.IN_ASSIGNMENT);
        out.add(Words.quoted(Words.prefixed(text.substring(0, equals + 1), value)));
        return;
      }
    }
    arguments(word, out);
  }

  /** A pattern in the form that {@link Patterns} takes; {@code null} where it is not known. */
  @Nullable String pattern(List<Part> parts) {
    StringBuilder pattern = new StringBuilder();
    boolean known = true;
    for (Part part : parts) {
      if (part instanceof Part.Text(String text, boolean _)) {
        known &= Patterns.add(text, pattern);
      } else {
        boolean quoted = part instanceof Part.Quoted || part instanceof Part.DoubleQuoted;
        Value value = single(List.of(part), Tildes.NONE);
        if (!(value instanceof Value.Text(String text))) {
          known &= value instanceof Value.Unset;
        } else if (quoted) {
          pattern.append(text);
        } else {
          known &= Patterns.add(text, pattern);
        }
      }
    }
    return known && !run.state.has(State.EXTENDED_PATTERNS) ? pattern.toString() : null;
  }
}
