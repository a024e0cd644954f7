package dev.muster.permission.shell;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of the variables that a text finds when it begins. Immutable. */
final class Surroundings implements State.Untouched {
  private final @Nullable String home;
  private final Set<String> inherited;

  /**
   * Made from what the shell will get.
   *
   * @param inherited the names of the variables in its environment
   */
  Surroundings(@Nullable String home, Set<String> inherited) {
    this.home = home;
    this.inherited = Set.copyOf(inherited);
  }

  @Override
  public Variable untouched(String name, State state) {
    boolean unknown = state.has(State.VARIABLES_UNKNOWN);
    // Bash finds programs by its search path even where programs do not see it.
    boolean seen = inherited.contains(name) || name.equals("PATH");
    int traits = seen ? Variable.EXPORTED : 0;
    return new Variable(unknown ? Value.UNKNOWN : value(name, state), traits);
  }

  private Value value(String name, State state) {
    return switch (name) {
      case "HOME" -> home == null ? Value.UNKNOWN : Value.of(home);
      case "IFS" -> Ifs.USUAL;
      case "PWD" -> path(state.place().folder());
      case "OLDPWD" -> path(state.place().previous());
      case "RANDOM", "SRANDOM", "SECONDS", "UID", "EUID", "PPID", "LINENO" -> Value.NUMERAL;
      case "BASHPID", "SHLVL", "EPOCHSECONDS", "BASH_SUBSHELL", "OPTIND" -> Value.NUMERAL;
      default -> isSurelyUnset(name) ? Value.UNKNOWN_NUMBER : Value.UNKNOWN;
    };
  }

  /** The variables that bash sets itself have no small letters in their names. */
  private boolean isSurelyUnset(String name) {
    return !inherited.contains(name) && !name.startsWith("_muster") && hasSmallLetter(name);
  }

  private static boolean hasSmallLetter(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 'a' && c <= 'z') {
        return true;
      }
    }
    return false;
  }

  private static Value path(@Nullable Path folder) {
    return folder == null ? Value.UNKNOWN : Value.of(folder.toString());
  }
}
