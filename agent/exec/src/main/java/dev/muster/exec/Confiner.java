package dev.muster.exec;

import dev.muster.protocol.Confinement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Readies programs to run under a confinement. Safe for use by several threads. */
@FunctionalInterface
public interface Confiner {

  /** Confines nothing, and refuses to start what is to be confined. */
  Confiner NONE =
      (program, limits) -> {
        throw new IOException("it is to run confined, and nothing here can confine it");
      };

  /**
   * Readies a program.
   *
   * @throws IOException when it cannot be confined so; it must then not be started
   */
  Launch ready(Program program, Confinement.Confined limits) throws IOException;

  /**
   * A program to start.
   *
   * @param argv begins with an absolute path
   * @param environment the whole environment
   * @param reports existing files that it may write besides, for those who started it
   */
  record Program(
      List<String> argv, Path folder, Map<String, String> environment, List<Path> reports) {
    public Program {
      argv = List.copyOf(argv);
      environment = Map.copyOf(environment);
      reports = List.copyOf(reports);
    }
  }

  /** A program as it is to be started. */
  interface Launch {

    /** What is to be started in its place. */
    List<String> argv();

    /** The whole environment to start it with. */
    Map<String, String> environment();

    /** What was denied so far, as far as that can be told: a line each. */
    List<String> denied();

    /** Takes back what was made ready. To be called once, when nothing of the program lives. */
    void over();
  }

  /** A program that is started as it is. */
  record Plain(List<String> argv, Map<String, String> environment) implements Launch {
    @Override
    public List<String> denied() {
      return List.of();
    }

    @Override
    public void over() {
      // Nothing was made ready.
    }
  }
}
