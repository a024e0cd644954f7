package dev.muster.permission.shell;

import dev.muster.permission.shell.ShellCommand.Assignment;
import dev.muster.permission.shell.ShellCommand.Input;
import dev.muster.permission.shell.ShellCommand.Redirection;
import dev.muster.permission.shell.syntax.Assign;
import dev.muster.permission.shell.syntax.Node;
import dev.muster.permission.shell.syntax.Part;
import dev.muster.permission.shell.syntax.WordText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs simple commands: programs, commands of the shell itself, functions, assignments. */
final class SimpleCommands {
  private final Run run;
  private final Functions functions;
  private final Builtins builtins;

  /** The command that was run last as a program or a command of the shell. */
  private @Nullable ShellCommand last;

  private Node.@Nullable Simple lastNode;

  /** What prints the input of the next command of a pipeline. */
  private @Nullable ShellCommand printing;

  private Node.@Nullable Simple reading;

  SimpleCommands(Run run) {
    this.run = run;
    this.functions = new Functions(run);
    this.builtins = new Builtins(run);
  }

  Functions functions() {
    return functions;
  }

  Texts texts() {
    return builtins.texts();
  }

  void forgetLast() {
    lastNode = null;
  }

  /** What the next command of a pipeline reads; {@code null} where that is not one program's. */
  void feed(@Nullable ShellCommand command) {
    printing = command;
    reading = null;
  }

  /** This is the next command: the first to read, unless words of its own do. */
  void feeds(Node node) {
    boolean first =
        printing != null && node instanceof Node.Simple simple && readsFirst(simple.span().text());
    reading = first ? (Node.Simple) node : null;
  }

  private static boolean readsFirst(String text) {
    return text.indexOf('$') < 0 && text.indexOf('`') < 0 && text.indexOf('<') < 0;
  }

  /** What this command was when it was run, unless it was a function or nothing at all. */
  @Nullable ShellCommand last(Node.Simple node) {
    return Same.thing(lastNode, node) ? last : null;
  }

  Outcome run(Node.Simple node) {
    boolean outer = run.startsListing();
    List<Word> words = words(node);
    boolean lists = run.listsAnything;
    run.listsAnything = outer;
    if (words.isEmpty()) {
      run.listsAnything = lists;
      run.listed(words, outer);
      return withoutWords(node);
    }
    String name = Words.literal(words.getFirst());
    if (name == null) {
      // Its arguments and redirections may run something all the same.
      Redirections.of(node.redirections(), run);
      values(node);
      run.giveUp("a command whose name is not certain");
      return Outcome.either(run.state);
    }
    List<@Nullable Node> meanings =
        run.state.functions().isEmpty() || run.blind ? null : run.state.functions().get(name);
    if (meanings == null) {
      return program(node, name, words, lists);
    }
    State before = run.state;
    Outcome all = Outcome.NONE;
    for (Node body : meanings) {
      run.state = before;
      Outcome one =
          body == null ? program(node, name, words, lists) : function(node, body, words, lists);
      all = run.executor.either(all, one);
    }
    forgetLast();
    return all;
  }

  private List<Word> words(Node.Simple node) {
    List<WordText> texts = node.words();
    List<Word> words = new ArrayList<>(texts.size());
    boolean declares = !texts.isEmpty() && Declarations.declares(texts.getFirst().plain());
    for (int i = 0; i < texts.size(); i++) {
      WordText text = texts.get(i);
      if (declares && i > 0 && !text.parts().isEmpty()) {
        declared(text, words);
      } else {
        run.expander.arguments(text, words);
      }
    }
    return words;
  }

  private void declared(WordText text, List<Word> words) {
    if (text.parts().getFirst() instanceof Part.Compound(Assign assign)) {
      // Bash hands on the name alone, and assigns the list itself.
      words.add(new Word.Literal(assign.name()));
    } else {
      run.expander.declared(text, words);
    }
  }

  /** Assignments and redirections alone change the shell itself. */
  private Outcome withoutWords(Node.Simple node) {
    State before = run.state;
    // Bash assigns first: a target may be named by what was assigned.
    List<Assignment> assignments = new ArrayList<>(node.assignments().size());
    for (Assign assign : node.assignments()) {
      Value value = assigned(assign);
      assignments.add(new Assignment(assign.name(), Words.quoted(value)));
    }
    Redirections redirections = Redirections.of(node.redirections(), run);
    if (!assignments.isEmpty() || redirections.touchesFiles()) {
      run.add(
          new ShellCommand(
              assignments,
              List.of(),
              redirections.files(),
              before.input(),
              null,
              node.span().text()),
          before.place());
    }
    State failed = node.redirections().isEmpty() ? run.state : run.join(before, run.state);
    return new Outcome(run.state, failed);
  }

  /** Assigns to the shell's own variables; returns the value. */
  Value assigned(Assign assign) {
    String name = assign.name();
    List<Assign.Element> elements = assign.elements();
    List<Part> subscript = assign.subscript();
    boolean keyed = run.value(name) instanceof Value.Elements(List<Word> _, boolean k) && k;
    if (elements != null) {
      Value list = run.expander.elements(elements, keyed);
      Value value = assign.append() ? appended(run.value(name), list) : list;
      run.variables.assign(name, value);
      return Value.ANY_TEXT;
    }
    Value value = run.expander.single(assign.value());
    if (subscript != null) {
      run.expander.subscript(subscript, keyed);
      run.variables.assignElement(name);
      return Value.ANY_TEXT;
    }
    if (assign.append()) {
      Variable old = run.variable(name);
      value =
          old.value() instanceof Value.Elements || old.has(Variable.INTEGER)
              ? Value.UNKNOWN
              : appended(old.value(), value);
    }
    run.variables.assign(name, value);
    return value;
  }

  private Value appended(Value old, Value added) {
    if (added instanceof Value.Elements(List<Word> more, boolean keyed)) {
      List<Word> words = new ArrayList<>();
      switch (old) {
        case Value.Elements(List<Word> before, boolean _) -> words.addAll(before);
        case Value.Unset() -> {}
        case Value.Text _, Value.Blend _, Value.Match _ -> words.add(Words.quoted(old));
        case Value.Unknown _ -> words.add(new Word.Several());
      }
      words.addAll(more);
      return words.size() > 1000 || keyed
          ? new Value.Elements(List.of(new Word.Several()), keyed)
          : new Value.Elements(words, false);
    }
    return run.limited(Words.joined(List.of(Words.quoted(old), Words.quoted(added)), ""));
  }

  /** Looks at the values of assignments before a command; gives up where bash acts on them. */
  private List<Assignment> values(Node.Simple node) {
    List<Assignment> assignments = new ArrayList<>(node.assignments().size());
    for (Assign assign : node.assignments()) {
      if (assign.elements() != null || assign.subscript() != null) {
        run.giveUp("an array before a command");
        continue;
      }
      Value value = run.expander.single(assign.value());
      if (assign.append()) {
        value = appended(run.value(assign.name()), value);
      }
      run.variables.mayAssign(assign.name(), value);
      assignments.add(new Assignment(assign.name(), Words.quoted(value)));
    }
    return assignments;
  }

  private Outcome program(Node.Simple node, String name, List<Word> words, boolean lists) {
    State before = run.state;
    Redirections redirections = Redirections.of(node.redirections(), run);
    List<Assignment> exported = run.exported();
    List<Assignment> own = node.assignments().isEmpty() ? List.of() : values(node);
    Input input = redirections.input() == null ? before.input() : redirections.input();
    if (Same.thing(reading, node) && input instanceof Input.Piped) {
      input = new Input.Piped(printing);
    }
    ShellCommand command =
        run.add(
            new ShellCommand(
                both(exported, own),
                words,
                lists ? listing(redirections) : redirections.files(),
                input,
                null,
                node.span().text()),
            before.place());
    if (before.input() instanceof Input.Known
        && redirections.input() == null
        && !Builtins.leavesInput(name)) {
      run.state = run.state.with(new Input.Piped());
    }
    Outcome outcome = builtins.run(new Builtins.Call(node, name, words, own, redirections));
    last = command;
    lastNode = node;
    return outcome;
  }

  private static List<Redirection> listing(Redirections redirections) {
    List<Redirection> files = new ArrayList<>(redirections.files());
    files.add(Run.ANY_PATTERN);
    return files;
  }

  private static List<Assignment> both(List<Assignment> exported, List<Assignment> own) {
    if (own.isEmpty()) {
      return exported;
    }
    if (exported.isEmpty()) {
      return own;
    }
    List<Assignment> both = new ArrayList<>(exported);
    both.addAll(own);
    return both;
  }

  private Outcome function(Node.Simple node, Node body, List<Word> words, boolean lists) {
    State before = run.state;
    boolean outer = run.startsListing();
    run.listsAnything = lists;
    run.listed(words, outer);
    Redirections redirections = Redirections.of(node.redirections(), run);
    List<Assignment> own = node.assignments().isEmpty() ? List.of() : values(node);
    if (redirections.touchesFiles()) {
      run.add(
          new ShellCommand(
              List.of(), List.of(), redirections.files(), before.input(), null, node.span().text()),
          before.place());
    }
    State ready = run.state;
    Input input = redirections.input();
    if (input != null) {
      run.state = ready.with(input);
    }
    Outcome outcome = functions.call(body, words.subList(1, words.size()), own);
    if (input != null) {
      Input outside = ready.input();
      outcome =
          new Outcome(
              outcome.success() == null ? null : outcome.success().with(outside),
              outcome.failure() == null ? null : outcome.failure().with(outside));
    }
    return redirections.files().isEmpty()
        ? outcome
        : new Outcome(outcome.success(), run.joined(outcome.failure(), ready));
  }
}
