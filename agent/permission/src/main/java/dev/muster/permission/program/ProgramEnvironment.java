package dev.muster.permission.program;

/** The variables through which a project could make a reading program start another. */
public final class ProgramEnvironment {
  private ProgramEnvironment() {}

  /**
   * Whether a variable must be removed from the environment of programs run for the model.
   *
   * <p>A configuration of ripgrep that is named relative to the current folder is the project's,
   * and may name a program to start for every file.
   */
  public static boolean removes(String name, String value) {
    return name.equals("RIPGREP_CONFIG_PATH") && !value.startsWith("/");
  }
}
