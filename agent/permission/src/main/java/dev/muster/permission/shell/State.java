package dev.muster.permission.shell;

import dev.muster.permission.shell.ShellCommand.Input;
import dev.muster.permission.shell.syntax.Node;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the shell at one point of a text. Immutable.
 *
 * @param variables those that the text has touched
 * @param functions for each name what it may stand for; {@code null} among them for no function
 * @param arguments the positional parameters; {@code null} where nothing is known of them
 * @param marks a sum of the constants here
 * @param input what commands read that have no redirection
 */
record State(
    Place place,
    Map<String, Variable> variables,
    Map<String, List<@Nullable Node>> functions,
    @Nullable List<Word> arguments,
    int marks,
    Input input) {

  /** Variables that the text has not touched may have changed as well. */
  static final int VARIABLES_UNKNOWN = 1;

  /** File name patterns may stand for other files than usual, or for none. */
  static final int PATTERNS_UNUSUAL = 2;

  /** Groups are patterns too. */
  static final int EXTENDED_PATTERNS = 4;

  /** Every variable that is assigned is exported. */
  static final int EXPORTS_ALL = 8;

  /** Surely no word is a file name pattern. */
  static final int NO_PATTERNS = 16;

  /** Surely a command that fails ends the shell. */
  static final int ENDS_ON_FAILURE = 32;

  /** Surely a command was started in the background. */
  static final int HAS_BACKGROUND = 64;

  private static final int SURE = NO_PATTERNS | ENDS_ON_FAILURE | HAS_BACKGROUND;

  static State at(@Nullable Path folder) {
    return new State(Place.at(folder), Map.of(), Map.of(), null, 0, new Input.Inherited());
  }

  boolean has(int mark) {
    return (marks & mark) != 0;
  }

  State with(int mark, boolean set) {
    int changed = set ? marks | mark : marks & ~mark;
    return changed == marks
        ? this
        : new State(place, variables, functions, arguments, changed, input);
  }

  State with(Place newPlace) {
    return new State(newPlace, variables, functions, arguments, marks, input);
  }

  State with(Input newInput) {
    return Same.thing(newInput, input)
        ? this
        : new State(place, variables, functions, arguments, marks, newInput);
  }

  State withArguments(@Nullable List<Word> newArguments) {
    return new State(place, variables, functions, newArguments, marks, input);
  }

  State with(String name, Variable variable) {
    Map<String, Variable> changed = new HashMap<>(variables);
    changed.put(name, variable);
    return new State(place, changed, functions, arguments, marks, input);
  }

  /** The same where a variable is as the text found it. */
  State without(String name) {
    if (!variables.containsKey(name)) {
      return this;
    }
    Map<String, Variable> changed = new HashMap<>(variables);
    changed.remove(name);
    return new State(place, changed, functions, arguments, marks, input);
  }

  State withFunction(String name, List<@Nullable Node> meanings) {
    Map<String, List<@Nullable Node>> changed = new HashMap<>(functions);
    changed.put(name, meanings);
    return new State(place, variables, changed, arguments, marks, input);
  }

  /** What is left where anything may have happened to the shell. */
  State forgotten() {
    int kept = VARIABLES_UNKNOWN | PATTERNS_UNUSUAL | EXTENDED_PATTERNS;
    return new State(
        Place.UNKNOWN,
        StateMaps.forgotten(variables),
        functions,
        null,
        kept | (marks & EXPORTS_ALL),
        new Input.Piped());
  }

  /** The state that a command in parentheses leaves behind: it may have read some input. */
  State afterSubshell() {
    return input instanceof Input.Known ? with(new Input.Piped()) : this;
  }

  /**
   * What holds in both states.
   *
   * @param untouched gives what is known of a variable that one of them has not touched
   */
  static State join(State one, State other, Untouched untouched) {
    if (Same.thing(one, other)) {
      return one;
    }
    int marks = ((one.marks | other.marks) & ~SURE) | (one.marks & other.marks & SURE);
    boolean sameArguments =
        Same.thing(one.arguments, other.arguments)
            || (one.arguments != null
                && other.arguments != null
                && Words.same(one.arguments, other.arguments));
    return new State(
        Place.join(one.place, other.place),
        StateMaps.joinVariables(one, other, untouched),
        StateMaps.joinFunctions(one.functions, other.functions),
        sameArguments ? one.arguments : null,
        marks,
        one.sameInput(other.input) ? one.input : new Input.Piped());
  }

  /** Tells what is known of a variable that the text has not touched. */
  interface Untouched {
    Variable untouched(String name, State state);
  }

  boolean same(State other) {
    if (Same.thing(this, other)) {
      return true;
    }
    boolean sameArguments =
        Same.thing(arguments, other.arguments)
            || (arguments != null
                && other.arguments != null
                && Words.same(arguments, other.arguments));
    return marks == other.marks
        && sameArguments
        && place.same(other.place)
        && sameInput(other.input)
        && StateMaps.sameVariables(variables, other.variables)
        && StateMaps.sameFunctions(functions, other.functions);
  }

  private boolean sameInput(Input other) {
    return Same.thing(input, other)
        || (input instanceof Input.Piped && other instanceof Input.Piped)
        || (input instanceof Input.Inherited && other instanceof Input.Inherited);
  }
}
