package dev.muster.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCatalogTest {

  private static final ModelCatalog CATALOG = ModelCatalog.builtIn();

  private static ModelChoice resolve(String name) {
    return CATALOG.resolve(name, Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "sonnet, claude-sonnet-5-5",
    "opus, claude-opus-5-5",
    "haiku, claude-haiku-5-5",
    "fable, claude-fable-5-1",
    "default, claude-sonnet-5-5",
    "opusplan, claude-sonnet-5-5",
    "best, claude-opus-5-5",
    "Opus, claude-opus-5-5",
    "' opus ', claude-opus-5-5",
    "claude-opus-4-1, claude-opus-4-1",
    "some-model, some-model",
  })
  void aliasesResolveToFullIdsAndOtherNamesStay(String asked, String wire) {
    assertThat(resolve(asked).wireId()).isEqualTo(wire);
    assertThat(resolve(asked).name()).isEqualTo(wire);
  }

  @ParameterizedTest
  @CsvSource({
    "claude-sonnet-4-5-20250929, claude-sonnet-4-5",
    "claude-opus-4-20250514, claude-opus-4",
    "claude-opus-4-1-20250805, claude-opus-4-1",
    "claude-opus-4-0, claude-opus-4",
    "claude-3-5-haiku-20241022, claude-haiku-3-5",
    "claude-3-5-haiku-latest, claude-haiku-3-5",
    "claude-opus-4-6[1m], claude-opus-4-6",
    "us.anthropic.claude-sonnet-4-5-20250929-v1:0, claude-sonnet-4-5",
    "global.anthropic.claude-opus-4-6-v1, claude-opus-4-6",
    "anthropic.claude-haiku-4-5-20251001-v1:0, claude-haiku-4-5",
    "arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-opus-4-1-20250805-v1:0, claude-opus-4-1",
    "claude-sonnet-4-5@20250929, claude-sonnet-4-5",
    "claude-opus-5@default, claude-opus-5",
  })
  void otherSpellingsAreFound(String spelling, String id) {
    assertThat(CATALOG.find(spelling)).map(ModelFacts::id).contains(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sonnet",
        "claude-sonnet-9",
        "claude-sonnet-4-5-2025092",
        "claude",
        "[1m]",
        "@",
        ":",
        "/",
        "-20250929",
        "anthropic.",
        "claude-opus-4-9",
        "x-claude-opus-5",
        "claude-opus-5-fast",
      })
  void whatIsNotKnownIsNotGuessed(String id) {
    assertThat(CATALOG.find(id)).isEmpty();
  }

  @Test
  void theLongContextIsAskedForBySuffixAndNotSentOnTheWire() {
    ModelChoice plain = resolve("claude-sonnet-4-6");
    assertThat(plain.contextWindow()).isEqualTo(200_000);
    assertThat(plain.longContext()).isFalse();
    ModelChoice wide = resolve("claude-sonnet-4-6[1m]");
    assertThat(wide)
        .extracting(
            ModelChoice::name,
            ModelChoice::wireId,
            ModelChoice::longContext,
            ModelChoice::contextWindow)
        .containsExactly("claude-sonnet-4-6[1m]", "claude-sonnet-4-6", true, 1_000_000L);
    assertThat(resolve("opus[1M]").name()).isEqualTo("claude-opus-5-5[1m]");
    assertThat(resolve("sonnet").contextWindow()).isEqualTo(1_000_000);
    assertThat(resolve("claude-haiku-4-5").maxOutput()).isEqualTo(64_000);
    assertThat(resolve("other").contextWindow()).isEqualTo(200_000);
    assertThat(resolve("other").facts()).isEmpty();
  }

  @Test
  void theEnvironmentReplacesWhatAliasesStandFor() {
    Map<String, String> environment =
        Map.of(
            "ANTHROPIC_DEFAULT_SONNET_MODEL", "claude-sonnet-4-5[1m]",
            "ANTHROPIC_DEFAULT_OPUS_MODEL", "my-opus",
            "ANTHROPIC_DEFAULT_HAIKU_MODEL", " ");
    assertThat(CATALOG.resolve("sonnet", environment).name()).isEqualTo("claude-sonnet-4-5[1m]");
    assertThat(CATALOG.resolve("default", environment).wireId()).isEqualTo("claude-sonnet-4-5");
    assertThat(CATALOG.resolve("opus", environment).wireId()).isEqualTo("my-opus");
    assertThat(CATALOG.resolve("best", environment).wireId()).isEqualTo("my-opus");
    assertThat(CATALOG.resolve("haiku", environment).wireId()).isEqualTo("claude-haiku-5-5");
    assertThat(CATALOG.resolve("claude-opus-5", environment).wireId()).isEqualTo("claude-opus-5");
    assertThat(CATALOG.resolve("default", Map.of("ANTHROPIC_DEFAULT_MODEL", "m")).wireId())
        .isEqualTo("m");
    assertThat(CATALOG.resolve("default", Map.of("ANTHROPIC_DEFAULT_MODEL", "default")).wireId())
        .isEqualTo("claude-sonnet-5-5");
    assertThat(CATALOG.resolve("default", Map.of("ANTHROPIC_DEFAULT_MODEL", "opus")).wireId())
        .isEqualTo("claude-opus-5-5");
  }

  @Test
  void aListOfModelsAdmitsByNameAliasAndSpelling() {
    List<String> list = List.of("sonnet", "claude-opus-4-1", "corporate");
    assertThat(CATALOG.admits(list, resolve("sonnet"), Map.of())).isTrue();
    assertThat(CATALOG.admits(list, resolve("claude-sonnet-5-5"), Map.of())).isTrue();
    assertThat(CATALOG.admits(list, resolve("claude-opus-4-1-20250805"), Map.of())).isTrue();
    assertThat(CATALOG.admits(list, resolve("corporate"), Map.of())).isTrue();
    assertThat(CATALOG.admits(list, resolve("opus"), Map.of())).isFalse();
    assertThat(CATALOG.admits(list, resolve("claude-opus-4-1[1m]"), Map.of())).isFalse();
    assertThat(CATALOG.admits(List.of(), resolve("sonnet"), Map.of())).isFalse();
    Map<String, String> environment = Map.of("ANTHROPIC_DEFAULT_SONNET_MODEL", "claude-opus-5");
    assertThat(CATALOG.admits(list, CATALOG.resolve("sonnet", environment), environment)).isTrue();
  }

  @Test
  void everyModelIsComplete() {
    assertThat(CATALOG.models())
        .hasSize(20)
        .allSatisfy(model -> {
          assertThat(model.contextWindow()).isGreaterThanOrEqualTo(200_000);
          assertThat(model.maxOutput()).isGreaterThanOrEqualTo(8192);
          assertThat(model.rates())
              .isNotEmpty()
              .isSortedAccordingTo(
                  java.util.Comparator.comparing(Rates::from).thenComparingLong(Rates::promptFrom));
          assertThat(model.rates().getFirst().promptFrom()).isZero();
          assertThat(model.rates())
              .allMatch(r -> r.cacheRead() <= r.input() && r.input() <= r.cacheWrite5m());
        });
  }
}
