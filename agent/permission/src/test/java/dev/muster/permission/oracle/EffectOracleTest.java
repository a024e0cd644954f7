package dev.muster.permission.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.permission.oracle.Claims.Claim;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is said of a text holds of what it really does.
 *
 * <p>{@code -Dmuster.oracle.seconds=N} runs longer, {@code -Dmuster.oracle.seed=N} begins as
 * another run did. {@link EffectOracle#main} does the same by itself.
 */
class EffectOracleTest {

  @TempDir private Path temporary;

  @Test
  void whatATextDoesIsWhatWasSaidOfIt() throws Exception {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "strace is Linux's");
    long seconds = Long.getLong("muster.oracle.seconds", 45);
    long seed = Long.getLong("muster.oracle.seed", EffectOracle.seedOfNow());
    EffectOracle.Result result =
        new EffectOracle(temporary, seed, Duration.ofSeconds(seconds)).run();
    assertThat(result.lines()).as("texts run").isGreaterThan(20);
    for (Claim claim : Claim.values()) {
      assertThat(result.counts().getOrDefault(claim, 0))
          .as("violations of %s with seed %d", claim, seed)
          .isLessThanOrEqualTo(Thresholds.VIOLATIONS);
    }
  }
}
