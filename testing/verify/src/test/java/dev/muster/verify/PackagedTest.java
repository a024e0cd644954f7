package dev.muster.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes out with the programs. Needs {@code ./build}, which {@code ./check} runs first. */
class PackagedTest {

  @Test
  void theAgentBringsFewLibraries() {
    bringsFewLibraries("agent", Repository.ROOT.resolve("agent/cli/target/app/lib"), 30);
  }

  @Test
  void theConsoleBringsFewLibraries() {
    bringsFewLibraries("console", Repository.ROOT.resolve("console/server/target/app/lib"), 60);
  }

  @Test
  void theAgentBringsNothingOfTheConsole() {
    List<Path> jars = Repository.jars(Repository.ROOT.resolve("agent/cli/target/app/lib"));
    assumeTrue(!jars.isEmpty(), "the agent is not packaged; ./build does that");
    assertThat(jars)
        .as("what the agent does not need would slow its start")
        .extracting(jar -> String.valueOf(jar.getFileName()))
        .noneMatch(name ->
            name.matches("(muster-(domain|store|gateway|web|server)|vertx|netty|postgresql).*"));
  }

  private static void bringsFewLibraries(String program, Path libraries, int most) {
    List<Path> jars = Repository.jars(libraries);
    assumeTrue(!jars.isEmpty(), "the " + program + " is not packaged; ./build does that");
    List<String> theirs =
        jars.stream()
            .map(jar -> String.valueOf(jar.getFileName()))
            .filter(name -> !name.startsWith("muster-"))
            .toList();
    assertThat(theirs)
        .as(
            "third-party jars of the %s: each is loaded, audited and updated for ever; at most %s",
            program, most)
        .hasSizeLessThanOrEqualTo(most);
    assertThat(theirs)
        .as("libraries for tests must not go out with the %s", program)
        .noneMatch(name -> name.startsWith("junit") || name.startsWith("assertj"));
  }
}
