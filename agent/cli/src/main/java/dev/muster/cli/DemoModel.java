package dev.muster.cli;

import dev.muster.exec.Companion;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The scripted model of the demo, as a process of its own. */
record DemoModel(Companion process, String url) implements AutoCloseable {

  private static final String READY = "listening on ";

  /** Starts it; it puts the sample project into {@code project}. */
  static DemoModel start(Surroundings around, Path project) throws IOException {
    Path jar = around.appFolder().resolve("demo").resolve("scripted-model.jar");
    if (!Files.isRegularFile(jar)) {
      throw new ProblemException(
          new Problem(
              ProblemCode.PROGRAM_MISSING,
              "the demo's model is missing: " + jar,
              "Build again with ./build"));
    }
    Path java = Path.of(System.getProperty("java.home", ""), "bin", "java");
    Companion process =
        Companion.start(
            List.of(
                java.toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-jar",
                jar.toString(),
                "--demo",
                project.toString(),
                "--until-stdin-closes"),
            around.folder(),
            Map.of("PATH", around.environment().getOrDefault("PATH", "/usr/bin:/bin")));
    if (!process.firstLine().startsWith(READY)) {
      process.close();
      throw new IOException("the demo's model said: " + process.firstLine());
    }
    return new DemoModel(process, process.firstLine().substring(READY.length()).strip());
  }

  @Override
  public void close() {
    process.close();
  }
}
