package dev.muster.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes out with the agent. Needs {@code ./build}, which {@code ./check} runs first. */
class PackagedTest {

  private static final int MOST_JARS = 30;

  @Test
  void theAgentBringsFewLibraries() {
    Path libraries = Repository.ROOT.resolve("agent/cli/target/app/lib");
    List<Path> jars = Repository.jars(libraries);
    assumeTrue(!jars.isEmpty(), "the agent is not packaged; ./build does that");
    List<String> theirs =
        jars.stream()
            .map(jar -> String.valueOf(jar.getFileName()))
            .filter(name -> !name.startsWith("muster-"))
            .toList();
    assertThat(theirs)
        .as(
            "third-party jars of the agent: each is loaded, audited and updated for ever; at most"
                + " %s",
            MOST_JARS)
        .hasSizeLessThanOrEqualTo(MOST_JARS);
    assertThat(theirs)
        .as("libraries for tests must not go out with the agent")
        .noneMatch(name -> name.startsWith("junit") || name.startsWith("assertj"));
  }
}
