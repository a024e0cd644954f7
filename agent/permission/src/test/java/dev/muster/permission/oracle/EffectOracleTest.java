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
 * <p>Tries the same texts each time, so that what breaks it is the change at hand. {@code
 * -Dmuster.oracle.seed=N} tries others and {@code -Dmuster.oracle.seconds=N} more of them; {@link
 * EffectOracle#main} goes on for long, with a seed of its own.
 */
class EffectOracleTest {

  /** Of each of the two workers. */
  private static final int TEXTS = 200;

  @TempDir private Path temporary;

  @Test
  void whatATextDoesIsWhatWasSaidOfIt() throws Exception {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "strace is Linux's");
    Long longer = Long.getLong("muster.oracle.seconds");
    long seed = Long.getLong("muster.oracle.seed", 61);
    Duration time = Duration.ofSeconds(longer == null ? 120 : longer);
    int most = longer == null ? TEXTS : Integer.MAX_VALUE;
    EffectOracle.Result result = new EffectOracle(temporary, seed, time, most).run();
    assertThat(result.lines()).as("texts run").isGreaterThan(20);
    for (Claim claim : Claim.values()) {
      assertThat(result.counts().getOrDefault(claim, 0))
          .as("violations of %s with seed %d: %s", claim, seed, result.violations())
          .isLessThanOrEqualTo(Thresholds.VIOLATIONS);
    }
  }
}
