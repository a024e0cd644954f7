package dev.muster.permission.shell;

/**
 * The variables that must not reach the shell, since they change how it reads or runs a text.
 *
 * <p>{@link BashAnalysis} reads rightly only for a shell started without them. Each changes bash
 * even without profile and rc file (bash(1), "Shell Variables" and "Invocation").
 */
public final class ShellEnvironment {
  private ShellEnvironment() {}

  /**
   * Whether a variable must be removed from the environment of the shell.
   *
   * <p>{@code PWD} is among them: bash believes an inherited one that leads to the same folder
   * through symbolic links, and then {@code cd ..} leads elsewhere.
   */
  public static boolean removes(String name) {
    return switch (name) {
      case "BASH_ENV", "ENV", "SHELLOPTS", "BASHOPTS", "POSIXLY_CORRECT", "BASH_COMPAT" -> true;
      case "CDPATH", "PWD", "OLDPWD", "GLOBIGNORE", "EXECIGNORE", "IFS", "PS4" -> true;
      case "BASH_XTRACEFD", "BASH_LOADABLES_PATH", "TMOUT" -> true;
      default -> name.startsWith("BASH_FUNC_");
    };
  }
}
