package dev.muster.permission.shell;

import dev.muster.permission.shell.Builtins.Call;
import dev.muster.permission.shell.syntax.Assign;
import dev.muster.permission.shell.syntax.Node;
import dev.muster.permission.shell.syntax.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands that declare, export and remove variables. */
final class Declarations {
  private final Run run;

  Declarations(Run run) {
    this.run = run;
  }

  /** Whether the arguments of a command are read like assignments. */
  static boolean declares(@Nullable String command) {
    if (command == null) {
      return false;
    }
    return switch (command) {
      case "export", "declare", "typeset", "local", "readonly" -> true;
      default -> false;
    };
  }

  /** Options that are set, those that are taken away, and where the names begin. */
  private record Read(String set, String unset, int names) {
    boolean has(char option) {
      return set.indexOf(option) >= 0;
    }
  }

  Outcome declare(Call call) {
    State before = run.state;
    Read read = options(call);
    if (read == null || (read.has('n') && !call.name().equals("export"))) {
      return giveUp(call);
    }
    if (read.has('f') || read.has('F') || read.has('p')) {
      boolean exports = read.has('x') || (call.name().equals("export") && !read.has('p'));
      return exports ? giveUp(call) : Outcome.either(before);
    }
    boolean local = isLocal(call, read);
    List<Word> words = call.words();
    for (int i = read.names(); i < words.size(); i++) {
      if (!one(call, read, i, local)) {
        return giveUp(call);
      }
    }
    return new Outcome(run.state, run.join(before, run.state));
  }

  private Outcome giveUp(Call call) {
    run.giveUp("a form of \"" + call.name() + "\" that is not read");
    return Outcome.either(run.state);
  }

  private boolean isLocal(Call call, Read read) {
    boolean inFunction = run.executor.simple().functions().inFunction();
    return switch (call.name()) {
      case "local" -> inFunction;
      case "declare", "typeset" -> inFunction && !read.has('g');
      default -> false;
    };
  }

  private static @Nullable Read options(Call call) {
    StringBuilder set = new StringBuilder();
    StringBuilder unset = new StringBuilder();
    int i = 1;
    while (i < call.words().size()) {
      Word word = call.words().get(i);
      String literal = Words.literal(word);
      String beginning = Words.beginning(word);
      if (literal == null) {
        if (beginning == null || beginning.startsWith("-") || beginning.startsWith("+")) {
          return null;
        }
        break;
      }
      boolean minus = literal.startsWith("-") && literal.length() > 1;
      boolean plus = literal.startsWith("+") && literal.length() > 1;
      if (!minus && !plus) {
        break;
      }
      i++;
      if (literal.equals("--")) {
        break;
      }
      for (int k = 1; k < literal.length(); k++) {
        char option = literal.charAt(k);
        if ("aAfFgiIlnprtux".indexOf(option) < 0) {
          return null;
        }
        (minus ? set : unset).append(option);
      }
    }
    return new Read(set.toString(), unset.toString(), i);
  }

  /** Declares one variable; returns whether it was read. */
  private boolean one(Call call, Read read, int index, boolean local) {
    Word word = call.words().get(index);
    String beginning = Words.beginning(word);
    if (beginning == null) {
      return false;
    }
    int equals = beginning.indexOf('=');
    boolean append = equals > 0 && beginning.charAt(equals - 1) == '+';
    int end = equals < 0 ? beginning.length() : append ? equals - 1 : equals;
    String name = beginning.substring(0, end);
    if (!Names.isName(name) || (equals < 0 && Words.literal(word) == null)) {
      return false;
    }
    if (local) {
      run.executor.simple().functions().hide(name);
    } else if (run.locals != null && run.locals.containsKey(name) && read.has('g')) {
      return false;
    }
    Assign list = compound(call, name);
    boolean fresh = local && equals < 0 && list == null && !read.has('I');
    if (fresh) {
      run.variables.put(name, new Variable(Value.UNSET, traits(name) & Variable.EXPORTED));
    }
    mark(call, read, name);
    if (list != null) {
      run.variables.assign(name, run.expander.elements(elements(list), read.has('A')));
    } else if (equals >= 0) {
      assign(name, rest(word, equals + 1), append);
    }
    if (read.has('r') || call.name().equals("readonly")) {
      run.variables.mark(name, Variable.READ_ONLY, true);
    }
    return true;
  }

  private int traits(String name) {
    return run.variable(name).traits();
  }

  private static List<Assign.Element> elements(Assign list) {
    List<Assign.Element> elements = list.elements();
    return elements == null ? List.of() : elements;
  }

  private void mark(Call call, Read read, String name) {
    boolean exports = call.name().equals("export") ? !read.has('n') : read.has('x');
    boolean hides =
        read.unset().indexOf('x') >= 0 || (call.name().equals("export") && read.has('n'));
    if (exports || hides) {
      run.variables.mark(name, Variable.EXPORTED, exports);
    }
    if (read.has('i')) {
      run.variables.mark(name, Variable.INTEGER, true);
    }
    if (read.has('l') || read.has('u')) {
      run.variables.mark(name, Variable.CASED, true);
    }
    if (read.has('a') || read.has('A')) {
      Variable old = run.variable(name);
      run.variables.put(name, old.with(array(old.value(), read.has('A'))));
    }
  }

  private static Value array(Value old, boolean keyed) {
    return switch (old) {
      case Value.Elements(List<Word> words, boolean wasKeyed) ->
          new Value.Elements(words, keyed || wasKeyed);
      case Value.Unset() -> new Value.Elements(List.of(), keyed);
      case Value.Text _, Value.Blend _, Value.Match _, Value.Unknown _ ->
          new Value.Elements(List.of(new Word.Several()), keyed);
    };
  }

  private void assign(String name, Value value, boolean append) {
    Value old = run.value(name);
    boolean scalar = old instanceof Value.Text || old instanceof Value.Unset;
    Value assigned =
        !append
            ? value
            : scalar
                ? Words.joined(List.of(Words.quoted(old), Words.quoted(value)), "")
                : Value.ANY_TEXT;
    run.variables.assign(name, assigned);
  }

  /** What follows the first characters of a word. */
  private static Value rest(Word word, int start) {
    if (word instanceof Word.Literal(String text)) {
      return Value.of(text.substring(start));
    }
    List<Word.Piece> pieces = new ArrayList<>(((Word.Composed) word).pieces());
    String first = ((Word.Piece.Fixed) pieces.removeFirst()).text();
    if (start < first.length()) {
      pieces.addFirst(new Word.Piece.Fixed(first.substring(start)));
    }
    return new Value.Blend(pieces);
  }

  /** The list that the text assigns to a name in this command. */
  private static @Nullable Assign compound(Call call, String name) {
    Node.Simple node = call.node();
    for (int i = 1; i < node.words().size(); i++) {
      List<Part> parts = node.words().get(i).parts();
      if (!parts.isEmpty()
          && parts.getFirst() instanceof Part.Compound(Assign assign)
          && assign.name().equals(name)) {
        return assign;
      }
    }
    return null;
  }

  Outcome unset(Call call) {
    State before = run.state;
    boolean functions = false;
    boolean variables = false;
    for (Word word : call.arguments()) {
      String name = Words.literal(word);
      if (name == null) {
        return giveUp(call);
      }
      switch (name) {
        case "-f" -> functions = true;
        case "-v" -> variables = true;
        case "--" -> {}
        default -> {
          if (!Names.isName(name) && !functions && !element(name)) {
            return giveUp(call);
          }
          if (!functions && Names.isName(name)) {
            run.variables.unset(name);
          }
          if (!variables) {
            removeFunction(name, functions);
          }
        }
      }
    }
    return new Outcome(run.state, run.join(before, run.state));
  }

  /** An element of an array with a plain number for a subscript. */
  private boolean element(String name) {
    int open = name.indexOf('[');
    if (open <= 0 || !name.endsWith("]") || !Names.isName(name.substring(0, open))) {
      return false;
    }
    for (int i = open + 1; i < name.length() - 1; i++) {
      if (name.charAt(i) < '0' || name.charAt(i) > '9') {
        return false;
      }
    }
    run.variables.assignElement(name.substring(0, open));
    return true;
  }

  private void removeFunction(String name, boolean surely) {
    if (!run.state.functions().containsKey(name)) {
      return;
    }
    List<@Nullable Node> meanings = new ArrayList<>();
    if (!surely) {
      meanings.addAll(run.state.functions().get(name));
    }
    meanings.add(null);
    run.state = run.state.withFunction(name, meanings);
  }
}
