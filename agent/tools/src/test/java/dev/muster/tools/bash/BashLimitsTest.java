package dev.muster.tools.bash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.json.Json;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BashLimitsTest {

  private static final BashLimits DEFAULTS =
      new BashLimits(Duration.ofMinutes(2), Duration.ofMinutes(10), 30_000, true, false);

  @Test
  void readsTheEstablishedVariables() {
    assertThat(BashLimits.of(Map.of())).isEqualTo(DEFAULTS);
    assertThat(
            BashLimits.of(
                Map.of(
                    "BASH_DEFAULT_TIMEOUT_MS", "5000",
                    "BASH_MAX_TIMEOUT_MS", "9000",
                    "BASH_MAX_OUTPUT_LENGTH", "999999",
                    "CLAUDE_CODE_DISABLE_BACKGROUND_TASKS", "1",
                    "CLAUDE_BASH_MAINTAIN_PROJECT_WORKING_DIR", "true")))
        .isEqualTo(
            new BashLimits(Duration.ofSeconds(5), Duration.ofSeconds(9), 150_000, false, true));
  }

  @Test
  void takesNonsenseForNotSet() {
    for (String value : new String[] {"", "abc", "0", "-5", "1.5", "99999999999999999999"}) {
      assertThat(
              BashLimits.of(
                  Map.of(
                      "BASH_DEFAULT_TIMEOUT_MS", value,
                      "BASH_MAX_TIMEOUT_MS", value,
                      "BASH_MAX_OUTPUT_LENGTH", value,
                      "CLAUDE_CODE_DISABLE_BACKGROUND_TASKS", "0")))
          .isEqualTo(DEFAULTS);
    }
  }

  @Test
  void namesWhatCountsAsNotSet() {
    assertThat(
            BashLimits.passedOver(
                Map.of(
                    "BASH_DEFAULT_TIMEOUT_MS", "2m",
                    "BASH_MAX_TIMEOUT_MS", "",
                    "BASH_MAX_OUTPUT_LENGTH", "-1")))
        .containsExactly("BASH_DEFAULT_TIMEOUT_MS", "BASH_MAX_OUTPUT_LENGTH");
    assertThat(BashLimits.passedOver(Map.of("BASH_MAX_TIMEOUT_MS", " 700 "))).isEmpty();
  }

  @Test
  void boundsTheTimeoutOfACall() {
    assertThat(timeout(1)).isEqualTo(Duration.ofMillis(1));
    assertThat(timeout(0)).isEqualTo(DEFAULTS.defaultTimeout());
    assertThat(timeout(Long.MAX_VALUE)).isEqualTo(DEFAULTS.maxTimeout());
    assertThat(BashLimits.of(Map.of("BASH_DEFAULT_TIMEOUT_MS", "700000")).maxTimeout())
        .isEqualTo(Duration.ofSeconds(700));
  }

  private static Duration timeout(long millis) {
    Json.Obj input = Json.Obj.builder().put("command", "ls").put("timeout", millis).build();
    return BashInput.read(input, DEFAULTS).timeout();
  }

  @Test
  void describesInOneLine() {
    Json.Obj input =
        Json.Obj.builder().put("command", "echo a\necho b").put("description", " ").build();
    assertThat(BashInput.read(input, DEFAULTS).description()).isEqualTo("echo a");
    assertThat(
            BashInput.read(Json.Obj.builder().put("command", "x".repeat(500)).build(), DEFAULTS)
                .description())
        .hasSize(201);
  }
}
