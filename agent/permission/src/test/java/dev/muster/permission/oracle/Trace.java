package dev.muster.permission.oracle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a text really did.
 *
 * @param finished whether it came to its end in time
 * @param execs every attempt to start a program, in the order of each process
 */
record Trace(boolean finished, List<Exec> execs, List<Touch> touches) {
  Trace {
    execs = List.copyOf(execs);
    touches = List.copyOf(touches);
  }

  /** Who did something. */
  enum Actor {
    /** The shell that runs the text, and its subshells. */
    SHELL,
    /** A program that was handed a command or a text by the text: env, xargs, bash -c … */
    WRAPPER,
    /** Any other program that one of these starts. */
    PROGRAM,
    /** A program that a program starts by itself. */
    DEEPER
  }

  /**
   * An attempt to start a program.
   *
   * @param program the file that was started, without symbolic links where that is known
   * @param folder where it runs
   */
  record Exec(
      Actor by,
      String program,
      List<String> argv,
      Map<String, String> environment,
      String folder,
      boolean worked) {
    Exec {
      argv = List.copyOf(argv);
      environment = Map.copyOf(environment);
    }

    /** The last component of the program's path. */
    String name() {
      return program.substring(program.lastIndexOf('/') + 1);
    }

    /** Whether that is a name of the program, and not one that it was only told. */
    boolean isCalled(String name) {
      if (name().equals(name)) {
        return true;
      }
      for (String folder : List.of("/usr/bin", "/bin", "/usr/local/bin")) {
        try {
          if (Path.of(folder, name).toRealPath().toString().equals(program)) {
            return true;
          }
        } catch (IOException notThere) {
          // then it may be in the next
        }
      }
      return false;
    }
  }

  /** What is done to a file or to the world. */
  enum Kind {
    READ,
    WRITE,
    CHANGE,
    CONNECT,
    SIGNAL
  }

  /**
   * An attempt to do something.
   *
   * @param program the name of the program that does it
   * @param written the path as the program gives it
   * @param reached the path that it leads to
   */
  record Touch(Kind kind, Actor by, String program, String written, String reached, String call) {}

  /** Whether anything may have changed below a folder. */
  boolean changes(String folder) {
    return touches.stream()
        .anyMatch(touch ->
            touch.reached().startsWith(folder)
                && (touch.kind() == Kind.WRITE || touch.kind() == Kind.CHANGE));
  }
}
