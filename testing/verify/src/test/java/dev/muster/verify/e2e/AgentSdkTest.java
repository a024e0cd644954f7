package dev.muster.verify.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.testkit.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The official Agent SDK, unmodified, drives the packaged program. Needs Node and npm. */
class AgentSdkTest {

  private static final Path SOURCE = Packaged.ROOT.resolve("agent/headless/src/test/node");
  private static final Path WORK = Packaged.ROOT.resolve("testing/verify/target/agent-sdk");

  private static ProgramRun program(String... command) {
    // The environment is the developer's own, since npm finds its registry and its cache by it.
    return ProgramRun.of(command).in(WORK).environment(Map.copyOf(System.getenv()));
  }

  private static boolean there(String program) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  /** Installs the SDK once; again only when the list of packages changes. */
  private static void install() throws IOException {
    Files.createDirectories(WORK);
    Path lock = WORK.resolve("package-lock.json");
    boolean fresh =
        Files.isDirectory(WORK.resolve("node_modules"))
            && Files.exists(lock)
            && Files.mismatch(lock, SOURCE.resolve("package-lock.json")) < 0;
    for (String name : List.of("drive.mjs", "model.mjs", "package.json", "package-lock.json")) {
      Files.copy(SOURCE.resolve(name), WORK.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    if (!fresh) {
      ProgramRun.Result installed =
          program("npm", "ci", "--no-audit", "--no-fund").timeout(Duration.ofMinutes(3)).run();
      if (installed.exitCode() != 0) {
        Files.delete(lock);
      }
      assumeTrue(installed.exitCode() == 0, "npm could not install the SDK: " + installed.text());
    }
  }

  @Test
  void everyCheckIsOk() throws IOException {
    Path launcher = Packaged.launcher();
    assumeTrue(there("node") && there("npm"), "the SDK needs Node and npm");
    install();
    ProgramRun.Result run =
        program("node", "drive.mjs", launcher.toString()).timeout(Duration.ofMinutes(3)).run();
    assertThat(run.exitCode()).as(run.text()).isZero();
    assertThat(run.stdout()).contains("ok - one prompt").doesNotContain("not ok");
  }
}
