package dev.muster.permission.program;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a program, or of one of its commands: see {@link ProfileReader} for the text.
 *
 * @param name of the program, followed by that of the command if it is one
 * @param options by name, with their dashes
 * @param information arguments that, alone, only print something about the program
 * @param chosen files by which a project chooses what runs: where one stands in the folder or
 *     above, nothing is information
 * @param conditions what follows from options, in order
 * @param always what follows in any case
 * @param bare what follows instead of all else where there is no argument, or {@code null}
 * @param other what an unknown command of the program is, or {@code null}
 * @param environment variables that change nothing that matters, with the only value for which this
 *     holds, or with nothing where it holds for all plain values
 * @param starts other programs of the system that it starts by their names, on its own account
 * @param special the name of code that reads the arguments instead, or {@code null}
 */
record Profile(
    String name,
    Map<String, Option> options,
    Set<String> information,
    List<String> chosen,
    Set<Trait> traits,
    List<Condition> conditions,
    List<Effect> always,
    @Nullable Effect bare,
    @Nullable Effect other,
    @Nullable Operands operands,
    Map<String, String> environment,
    List<String> starts,
    @Nullable String special) {

  /** What else may be told of a program, in lower case in its profile. */
  enum Trait {
    /** Bash itself has a command of this name, so that no file is looked for. */
    BUILTIN,
    /** It is there to read and write the files that it is told: where not all is known, any. */
    FILES,
    /** Its first operand is a command with a profile of its own. */
    COMMANDS,
    /** Its options are also known after the name of a command. */
    SHARED,
    /** Nothing is an option. */
    PLAIN,
    /** Options are whole words after one dash or two. */
    WHOLE,
    /** A number is an option. */
    DIGITS,
    /** Its arguments are not looked at: it runs code, or may do anything, whatever they are. */
    ANY,
    /** Nothing is an option once the first operand was seen. */
    STOPS,
    /** Versions differ in what takes the next argument: that must not look like an option. */
    CAREFUL,
    /** None of its options, in any version, does more than is told of its operands. */
    VARYING
  }

  /**
   * An option with what follows from it.
   *
   * @param value with which alone it follows, or {@code null} where it does with any
   */
  record Trigger(String option, @Nullable String value) {}

  /**
   * What follows from options.
   *
   * @param any of which one must be given; empty where none need be
   * @param none of which none may be given
   */
  record Condition(List<Trigger> any, List<Trigger> none, Effect effect) {}

  /** Whether it is there to read and write the files that it is told. */
  boolean isForFiles() {
    return is(Trait.FILES) || (operands != null && operands.nameFiles());
  }

  boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /** Whether its first operand may be a script in a language that is looked into. */
  boolean takesScript() {
    return operands != null && operands.beginWithScript();
  }

  /** Whether arguments are no longer options once the first operand was seen. */
  boolean stops() {
    if (is(Trait.STOPS) || is(Trait.COMMANDS) || (operands != null && operands.takesRest())) {
      return true;
    }
    for (Condition condition : conditions) {
      Operands instead = condition.effect().operands();
      if (instead != null && instead.takesRest()) {
        return true;
      }
    }
    return false;
  }
}
