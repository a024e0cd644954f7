package dev.muster.permission.shell;

import dev.muster.permission.shell.ShellCommand.Assignment;
import dev.muster.permission.shell.ShellCommand.Input;
import dev.muster.permission.shell.ShellCommand.Redirection;
import dev.muster.permission.shell.syntax.Node;
import dev.muster.permission.shell.syntax.Script;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One analysis: what was found so far, and what is known of the shell at this point. */
final class Run {
  /** Some pattern that the text does not tell. */
  static final Redirection ANY_PATTERN =
      new Redirection(ShellCommand.Kind.LIST, Words.quoted(Value.ANY_TEXT));

  /** More variables or functions are not kept apart. */
  static final int MOST_NAMES = 200;

  /** Longer values are not followed. */
  private static final int LONGEST_VALUE = 1 << 13;

  /** What an analysis may cost besides what the length of the text pays for. */
  private static final int SPARE = 4000;

  final Surroundings surroundings;
  final Expander expander;
  final Arithmetic arithmetic;
  final Variables variables;
  final Executor executor;

  /** Whether everything is looked at once, with nothing known. */
  final boolean blind;

  private final boolean groups;

  State state;

  /** Whether words met so far may be patterns that are not known. */
  boolean listsAnything;

  private final List<ShellCommand> commands = new ArrayList<>(4);
  private @Nullable String reason;
  private int timesGivenUp;
  private int left;

  /** States in which the shell may leave a line because of an error in it. */
  private @Nullable State lineEnds;

  /** Every definition of a function that was met, for what runs at any time. */
  private final Map<String, Set<Node>> definitions = new LinkedHashMap<>();

  private final List<Later> later = new ArrayList<>(0);

  /** Variables that hide others until a function ends; {@code null} outside of one. */
  @Nullable Map<String, @Nullable Variable> locals;

  Run(Surroundings surroundings, State state, String text, boolean blind) {
    this.surroundings = surroundings;
    this.state = blind ? state.forgotten() : state;
    this.left = SPARE + 4 * text.length();
    this.groups = text.contains("!(");
    this.blind = blind;
    this.variables = new Variables(this);
    this.arithmetic = new Arithmetic(this);
    this.expander = new Expander(this);
    this.executor = new Executor(this);
  }

  List<ShellCommand> commands() {
    return commands;
  }

  /** Whether the text would be read otherwise if groups were patterns. */
  boolean hasGroups() {
    return groups;
  }

  /** Why the text is not understood, {@code null} where it is. */
  @Nullable String reason() {
    return reason;
  }

  /** Says that something may run that is not known, and goes on with nothing known. */
  void giveUp(String what) {
    timesGivenUp++;
    if (reason == null) {
      reason = "The command contains " + what;
    }
    state = state.forgotten();
  }

  int timesGivenUp() {
    return timesGivenUp;
  }

  /** Pays for some work; what costs too much is looked at once more, blindly. */
  void spend(int cost) {
    left -= cost;
  }

  boolean isSpent() {
    return left < 0 && !blind;
  }

  /** What is known of a variable. */
  Variable variable(String name) {
    Variable variable = state.variables().get(name);
    return variable == null ? surroundings.untouched(name, state) : variable;
  }

  Value value(String name) {
    Variable variable = state.variables().get(name);
    return variable == null ? surroundings.untouched(name, state).value() : variable.value();
  }

  /** The value, or that it is any text where it is too long to follow. */
  Value limited(Value value) {
    int length = 0;
    if (value instanceof Value.Text(String text)) {
      length = text.length();
    } else if (value instanceof Value.Blend(List<Word.Piece> pieces)) {
      length = 8 * pieces.size();
      for (Word.Piece piece : pieces) {
        length += piece instanceof Word.Piece.Fixed(String text) ? text.length() : 0;
      }
    }
    spend(length / 4);
    return length > LONGEST_VALUE ? Value.ANY_TEXT : value;
  }

  State join(State one, State other) {
    return State.join(one, other, surroundings);
  }

  @Nullable State joined(@Nullable State one, @Nullable State other) {
    return one == null ? other : other == null ? one : join(one, other);
  }

  /** Notes a command for each folder that it may run in; returns one of them. */
  ShellCommand add(ShellCommand command, Place place) {
    ShellCommand added = command;
    if (place.folders().isEmpty()) {
      commands.add(command);
    }
    for (Path folder : place.folders()) {
      added = command.in(folder);
      commands.add(added);
    }
    return added;
  }

  /** Begins with words of which none lists anything yet; returns what was so before. */
  boolean startsListing() {
    boolean outer = listsAnything;
    listsAnything = false;
    return outer;
  }

  /**
   * Notes the folders that the shell looks into for words that are no command's.
   *
   * @param outer what {@link #startsListing} returned
   */
  void listed(List<Word> words, boolean outer) {
    List<Redirection> lists = new ArrayList<>(0);
    if (listsAnything) {
      lists.add(ANY_PATTERN);
    }
    for (Word word : words) {
      if (word instanceof Word.Paths) {
        lists.add(new Redirection(ShellCommand.Kind.LIST, word));
      }
    }
    listsAnything = outer;
    if (!lists.isEmpty()) {
      String shown = listed(lists);
      add(
          new ShellCommand(List.of(), List.of(), lists, new Input.Inherited(), null, shown),
          state.place());
    }
  }

  private static String listed(List<Redirection> lists) {
    StringBuilder shown = new StringBuilder();
    for (Redirection one : lists) {
      shown.append(shown.isEmpty() ? "" : " ");
      shown.append(one.target() instanceof Word.Paths(String pattern) ? pattern : "*");
    }
    return shown.toString();
  }

  /** Notes that any command may run. */
  void anything(String shown) {
    List<Word> words = List.of(Words.quoted(Value.ANY_TEXT));
    commands.add(new ShellCommand(List.of(), words, List.of(), new Input.Inherited(), null, shown));
  }

  void addAgain(ShellCommand command) {
    commands.add(command);
  }

  /** Takes the commands after a place away, since they are found again. */
  List<ShellCommand> cutTo(int size) {
    List<ShellCommand> last = commands.subList(size, commands.size());
    List<ShellCommand> cut = List.copyOf(last);
    last.clear();
    return cut;
  }

  /** What programs see of the variables that the text has changed. */
  List<Assignment> exported() {
    if (state.variables().isEmpty()) {
      return List.of();
    }
    List<Assignment> exported = new ArrayList<>(2);
    for (Map.Entry<String, Variable> entry : state.variables().entrySet()) {
      Variable variable = entry.getValue();
      // Programs see no arrays, but bash finds programs by the first element of its path.
      boolean seen = !(variable.value() instanceof Value.Elements) || entry.getKey().equals("PATH");
      if (variable.has(Variable.EXPORTED) && seen) {
        exported.add(new Assignment(entry.getKey(), Words.quoted(variable.value())));
      }
    }
    return exported;
  }

  /** Notes that an error here would make the shell go on with the next line. */
  void mayEndLine() {
    lineEnds = joined(lineEnds, state);
  }

  /** The states in which lines may have ended since the last call. */
  @Nullable State takeLineEnds() {
    State ends = lineEnds;
    lineEnds = null;
    return ends;
  }

  /** Puts back what {@link #takeLineEnds} took. */
  void addLineEnds(@Nullable State ends) {
    lineEnds = joined(lineEnds, ends);
  }

  void define(String name, Node body) {
    Set<Node> all = definitions.get(name);
    if (all == null) {
      all = Collections.newSetFromMap(new IdentityHashMap<>());
      definitions.put(name, all);
    }
    all.add(body);
  }

  /** A state in which nothing is known and every function may or may not be there. */
  State anytime() {
    Map<String, List<@Nullable Node>> functions = new HashMap<>();
    for (Map.Entry<String, Set<Node>> entry : definitions.entrySet()) {
      List<@Nullable Node> meanings = new ArrayList<>(entry.getValue());
      meanings.add(null);
      functions.put(entry.getKey(), meanings);
    }
    State forgotten = state.forgotten();
    return new State(
        forgotten.place(),
        forgotten.variables(),
        functions,
        null,
        forgotten.marks(),
        forgotten.input());
  }

  /** Keeps a script that the shell runs at any time, or when it ends. */
  void later(Script script, boolean onlyAtEnd) {
    later.add(new Later(script, onlyAtEnd));
  }

  /** Runs what was kept for later. */
  void runLater() {
    for (int i = 0; i < later.size(); i++) {
      State anytime = anytime();
      state = anytime;
      Outcome outcome = executor.text(later.get(i).script());
      State after = joined(outcome.success(), outcome.failure());
      if (!later.get(i).onlyAtEnd() && after != null && !after.same(anytime)) {
        giveUp("a trap that changes the shell");
      }
    }
  }

  /** A script that the shell runs at any time, or when it ends. */
  private record Later(Script script, boolean onlyAtEnd) {}
}
