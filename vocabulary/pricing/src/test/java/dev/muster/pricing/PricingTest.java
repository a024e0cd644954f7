package dev.muster.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.json.Json;
import dev.muster.json.JsonReader;
import dev.muster.model.CachePolicy;
import dev.muster.model.ContentBlock;
import dev.muster.model.Message;
import dev.muster.model.ModelRequest;
import dev.muster.model.Role;
import dev.muster.model.ThinkingMode;
import dev.muster.model.ToolSpec;
import dev.muster.model.Usage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PricingTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final Pricing PRICING = Pricing.builtIn();

  private static ModelRequest request(
      String model, List<Message> messages, long maxTokens, CachePolicy cache, Json.Obj extra) {
    return new ModelRequest(
        model,
        List.of("You are careful."),
        List.of(
            new ToolSpec(
                "Bash", "Runs a command…", Json.Obj.builder().put("type", "object").build())),
        messages,
        maxTokens,
        new ThinkingMode.Unset(),
        cache,
        null,
        null,
        null,
        extra);
  }

  private static ModelRequest request(String model, CachePolicy cache) {
    return request(model, List.of(Message.user("hi")), 1000, cache, Json.Obj.EMPTY);
  }

  /** The published table in dollars a million tokens, on 20 November 2026. */
  @ParameterizedTest
  @CsvSource({
    "claude-fable-5-1, 10, 12.5, 20, 0.25, 50",
    "claude-mythos-5-1, 10, 12.5, 20, 0.25, 50",
    "claude-fable-5, 10, 12.5, 20, 1, 50",
    "claude-mythos-5, 10, 12.5, 20, 1, 50",
    "claude-opus-5-5, 4, 5, 8, 0.20, 20",
    "claude-opus-5, 5, 6.25, 10, 0.5, 25",
    "claude-opus-4-8, 5, 6.25, 10, 0.5, 25",
    "claude-opus-4-7, 5, 6.25, 10, 0.5, 25",
    "claude-opus-4-6, 5, 6.25, 10, 0.5, 25",
    "claude-opus-4-5, 5, 6.25, 10, 0.5, 25",
    "claude-opus-4-1, 15, 18.75, 30, 1.5, 75",
    "claude-opus-4, 15, 18.75, 30, 1.5, 75",
    "claude-sonnet-5-5, 2, 2.5, 4, 0.10, 10",
    "claude-sonnet-5, 2, 2.5, 4, 0.2, 10",
    "claude-sonnet-4-6, 3, 3.75, 6, 0.3, 15",
    "claude-sonnet-4-5, 3, 3.75, 6, 0.3, 15",
    "claude-sonnet-4, 3, 3.75, 6, 0.3, 15",
    "claude-haiku-5-5, 0.10, 0.125, 0.20, 0.01, 0.50",
    "claude-haiku-4-5, 1, 1.25, 2, 0.1, 5",
    "claude-haiku-3-5, 0.8, 1, 1.6, 0.08, 4",
  })
  void pricesAreThePublishedOnes(
      String model, BigDecimal in, BigDecimal w5, BigDecimal w1, BigDecimal read, BigDecimal out) {
    assertThat(cost(model, new Usage(1000, 0, 0, 0, 0, 0, 0, null, null))).isEqualTo(nanos(in));
    assertThat(cost(model, new Usage(0, 0, 1000, 0, 0, 0, 0, null, null))).isEqualTo(nanos(w5));
    assertThat(cost(model, new Usage(0, 0, 0, 1000, 0, 0, 0, null, null))).isEqualTo(nanos(w1));
    assertThat(cost(model, new Usage(0, 0, 0, 0, 1000, 0, 0, null, null))).isEqualTo(nanos(read));
    assertThat(cost(model, new Usage(0, 1000, 0, 0, 0, 0, 0, null, null))).isEqualTo(nanos(out));
  }

  private static long nanos(BigDecimal dollarsAMillion) {
    return dollarsAMillion.movePointRight(6).longValueExact();
  }

  private static long cost(String model, Usage usage) {
    return PRICING.costNanos(model, usage, DAY).orElseThrow();
  }

  @Test
  void theTierFollowsFromTheWholePromptHoweverCached() {
    assertThat(cost("claude-haiku-5-5", new Usage(50_000, 1, 0, 0, 50_000, 0, 0, null, null)))
        .isEqualTo(50_000 * 100L + 50_000 * 10L + 500);
    assertThat(cost("claude-haiku-5-5", new Usage(50_000, 1, 0, 0, 50_001, 0, 0, null, null)))
        .isEqualTo(50_000 * 500L + 50_001 * 50L + 2500);
    assertThat(cost("claude-sonnet-4-5", new Usage(200_000, 1, 0, 0, 0, 0, 0, null, null)))
        .isEqualTo(200_000 * 3000L + 15_000);
    assertThat(
            cost("claude-sonnet-4-5", new Usage(100_000, 1, 50_000, 50_000, 1, 0, 0, null, null)))
        .isEqualTo(100_000 * 6000L + 50_000 * 7500L + 50_000 * 12_000L + 600 + 22_500);
  }

  @Test
  void pricesHaveDates() {
    Usage read = new Usage(0, 0, 0, 0, 1, 0, 0, null, null);
    assertThat(PRICING.costNanos("claude-sonnet-5-5", read, LocalDate.of(2026, 10, 6)))
        .hasValue(200);
    assertThat(PRICING.costNanos("claude-sonnet-5-5", read, LocalDate.of(2026, 10, 7)))
        .hasValue(100);
  }

  @Test
  void regionBatchAndSearches() {
    assertThat(cost("claude-opus-5", new Usage(1, 0, 0, 0, 0, 0, 0, null, "us"))).isEqualTo(5500);
    assertThat(cost("claude-opus-5", new Usage(1, 0, 0, 0, 0, 0, 0, "standard", "global")))
        .isEqualTo(5000);
    assertThat(cost("claude-opus-4-5", new Usage(1, 0, 0, 0, 0, 0, 0, null, "us"))).isEqualTo(5000);
    assertThat(cost("claude-opus-5", new Usage(1, 0, 0, 0, 0, 3, 9, "batch", null)))
        .isEqualTo(2500 + 30_000_000);
    // 125 × 1.1 × 0.5 = 68.75: a fraction of a nano-dollar counts as one.
    assertThat(cost("claude-haiku-5-5", new Usage(0, 0, 1, 0, 0, 0, 0, "batch", "us")))
        .isEqualTo(69);
  }

  @Test
  void hugeCountsSaturateInsteadOfWrapping() {
    long most = Long.MAX_VALUE;
    assertThat(cost("claude-opus-5", new Usage(most, 0, 0, 0, 0, 0, 0, null, null)))
        .isEqualTo(most);
    assertThat(cost("claude-opus-5", new Usage(most, most, most, most, most, most, 0, null, "us")))
        .isEqualTo(most);
    assertThat(cost("claude-opus-5", new Usage(most / 6000, 0, 0, 0, 0, 0, 0, null, "us")))
        .isEqualTo(
            BigDecimal.valueOf(most / 6000).multiply(BigDecimal.valueOf(5500)).longValueExact());
  }

  @Test
  void aModelWithoutPriceHasNoCostAndNoBound() {
    assertThat(PRICING.costNanos("gpt-x", Usage.tokens(1, 1), DAY)).isEmpty();
    assertThat(PRICING.upperBoundNanos(request("my-model", CachePolicy.OFF), DAY)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"speed\":\"fast\"}", "{\"service_tier\":\"auto\"}", "{\"mcp_servers\":[]}",
        "{\"tools\":[]}", "{\"container\":{}}", "{\"fallbacks\":[]}",
        "{\"context_management\":{\"edits\":[{\"type\":\"compact_20260112\"}]}}",
      })
  void whatIsPricedOtherwiseHasNoBound(String extra) throws Exception {
    ModelRequest request =
        request(
            "claude-opus-5",
            List.of(Message.user("x")),
            10,
            CachePolicy.OFF,
            JsonReader.readObject(extra));
    assertThat(PRICING.upperBoundNanos(request, DAY)).isEmpty();
    assertThat(PRICING.affordableMaxTokens(request, PromptBound.NONE, 1, DAY)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"service_tier\":\"standard_only\"}",
        "{\"inference_geo\":\"us\"}",
        "{\"metadata\":{}}",
        "{\"context_management\":{\"edits\":[{\"type\":\"clear_thinking_20251015\"}]}}",
        "{\"output_config\":{\"effort\":\"high\"}}",
      })
  void harmlessMembersKeepTheBound(String extra) throws Exception {
    ModelRequest request =
        request(
            "claude-opus-5",
            List.of(Message.user("x")),
            10,
            CachePolicy.OFF,
            JsonReader.readObject(extra));
    assertThat(PRICING.upperBoundNanos(request, DAY)).isPresent();
  }

  @Test
  void aDocumentCostsAtMostAFullWindow() {
    Message pdf =
        new Message(
            Role.USER, List.of(new ContentBlock.Document("application/pdf", "JVBERi0=", "")));
    ModelRequest request =
        request("claude-opus-4-5", List.of(pdf), 1000, CachePolicy.OFF, Json.Obj.EMPTY);
    assertThat(PRICING.upperBoundNanos(request, DAY)).hasValue(200_000L * 5000 + 1000 * 25_000L);
  }

  private static final List<String> WORDS =
      List.of(
          "plain ",
          "ünïcode ",
          "漢字",
          "𝄞",
          "\uFDFA",
          "ﬃ",
          "\uD83D",
          "\u0001",
          "{\"a\":1}",
          "\n",
          "½");

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int words = random.nextInt(60);
    for (int i = 0; i < words; i++) {
      text.append(WORDS.get(random.nextInt(WORDS.size())));
    }
    // Long ones too: beside them the room that every bound leaves is small.
    return text.toString().repeat(random.nextInt(20) == 0 ? 100 : 1);
  }

  private static ContentBlock block(Random random, boolean nested) {
    return switch (random.nextInt(nested ? 6 : 5)) {
      case 0 -> new ContentBlock.Text(text(random));
      case 1 -> new ContentBlock.Image("image/png", "AAAA");
      case 2 ->
          new ContentBlock.ToolUse(
              "toolu_1",
              "Bash",
              Json.Obj.builder().put("command", text(random)).put("n", 1).build());
      case 3 -> new ContentBlock.Thinking(text(random), "c2ln".repeat(random.nextInt(20)));
      case 4 -> new ContentBlock.RedactedThinking("ZGF0YQ==");
      default -> new ContentBlock.ToolResult("toolu_1", List.of(block(random, false)), false);
    };
  }

  private static ModelRequest random(Random random, String model) {
    List<Message> messages = new ArrayList<>();
    int count = 1 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      List<ContentBlock> blocks = new ArrayList<>();
      for (int b = 0; b <= random.nextInt(3); b++) {
        blocks.add(block(random, true));
      }
      messages.add(new Message(i % 2 == 0 ? Role.USER : Role.ASSISTANT, blocks));
    }
    return request(
        model,
        messages,
        1 + random.nextInt(64_000),
        List.of(CachePolicy.values()).get(random.nextInt(3)),
        Json.Obj.EMPTY);
  }

  /** The most tokens that this prompt is by another reckoning: bytes, images at their ceiling. */
  private static long reckoned(ModelRequest request, long image) {
    long tokens = 0;
    for (String system : request.system()) {
      tokens += bytes(system);
    }
    for (ToolSpec tool : request.tools()) {
      tokens += bytes(tool.name()) + bytes(tool.description());
      tokens += bytes(dev.muster.json.JsonWriter.write(tool.inputSchema()));
    }
    for (Message message : request.messages()) {
      tokens += 4;
      for (ContentBlock block : message.content()) {
        tokens += reckoned(block, image);
      }
    }
    return tokens;
  }

  private static long reckoned(ContentBlock block, long image) {
    return switch (block) {
      case ContentBlock.Text(String text) -> bytes(text);
      case ContentBlock.Image i -> image;
      case ContentBlock.Document d -> 0;
      case ContentBlock.ToolUse use -> {
        long size = bytes(use.id()) + bytes(use.name());
        for (var member : use.input().members().entrySet()) {
          size += bytes(member.getKey()) + 8;
          size += member.getValue() instanceof Json.Str(String text) ? bytes(text) : 4;
        }
        yield size;
      }
      case ContentBlock.ToolResult result ->
          bytes(result.toolUseId())
              + result.content().stream().mapToLong(part -> reckoned(part, image)).sum();
      case ContentBlock.Thinking(String thinking, String signature) ->
          bytes(thinking) + signature.length();
      case ContentBlock.RedactedThinking(String data) -> data.length();
      case ContentBlock.Other o -> 0;
    };
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** No usage that is consistent with a request costs more than the request's bound. */
  @Test
  void noConsistentUsageCostsMoreThanTheBound() {
    Random random = new Random(1);
    List<ModelFacts> models = ModelCatalog.builtIn().models();
    for (int round = 0; round < 8_000; round++) {
      ModelFacts model = models.get(random.nextInt(models.size()));
      ModelRequest request = random(random, model.id());
      LocalDate day = LocalDate.of(2026, 9, 25).plusDays(random.nextInt(20));
      long bound = PRICING.upperBoundNanos(request, day).orElseThrow();
      long image = model.contextWindow() > 200_000 ? 4784 : 1600;
      Usage usage = usage(random, request, reckoned(request, image));
      LocalDate billed = day.plusDays(random.nextInt(2));
      long cost = PRICING.costNanos(model.id(), usage, billed).orElseThrow();
      assertThat(cost).as("%s %s", request, usage).isLessThanOrEqualTo(bound);
    }
  }

  private static Usage usage(Random random, ModelRequest request, long most) {
    long prompt = random.nextBoolean() ? most : (long) (most * random.nextDouble());
    long read = random.nextInt(3) == 0 ? 0 : (long) (prompt * random.nextDouble());
    long left = prompt - read;
    long five = 0;
    long hour = 0;
    if (request.cache() != CachePolicy.OFF) {
      long written = random.nextBoolean() ? left : (long) (left * random.nextDouble());
      if (request.cache() == CachePolicy.ONE_HOUR) {
        hour = written;
      } else {
        five = written;
      }
      left -= written;
    }
    return new Usage(
        left,
        random.nextBoolean() ? request.maxTokens() : random.nextInt((int) request.maxTokens() + 1),
        five,
        hour,
        read,
        0,
        0,
        random.nextBoolean() ? null : "standard",
        new String[] {null, "us", "global"}[random.nextInt(3)]);
  }

  /** The same with a prompt whose bound leaves no room, so that every rate matters. */
  @Test
  void noUsageOfABoundedPromptCostsMoreThanTheBound() {
    Random random = new Random(5);
    List<ModelFacts> models = ModelCatalog.builtIn().models();
    for (int round = 0; round < 20_000; round++) {
      ModelFacts model = models.get(random.nextInt(models.size()));
      ModelRequest request =
          request(model.id(), List.of(CachePolicy.values()).get(random.nextInt(3)))
              .withMaxTokens(1 + random.nextInt(20_000));
      long length = 1L + random.nextInt(300_000);
      Usage usage = usage(random, request, Math.min(length, model.contextWindow()));
      LocalDate day = LocalDate.of(2026, 9, 25).plusDays(random.nextInt(20));
      PromptBound prompt = new PromptBound(length, 0, 0);
      long bound = PRICING.upperBoundNanos(request, prompt, day).orElseThrow();
      long cost =
          PRICING.costNanos(model.id(), usage, day.plusDays(random.nextInt(2))).orElseThrow();
      assertThat(cost).as("%s %s", request, usage).isLessThanOrEqualTo(bound);
    }
  }

  @Test
  void theBoundTakesTheDearestThatTheRequestPermits() {
    PromptBound prompt = new PromptBound(100_000, 0, 0);
    assertThat(bound(request("claude-opus-4-5", CachePolicy.OFF), prompt, 10))
        .isEqualTo(100_000 * 5_000L + 250_000);
    assertThat(bound(request("claude-opus-4-5", CachePolicy.FIVE_MINUTES), prompt, 10))
        .isEqualTo(100_000 * 6_250L + 250_000);
    assertThat(bound(request("claude-opus-4-5", CachePolicy.ONE_HOUR), prompt, 10))
        .isEqualTo(100_000 * 10_000L + 250_000);
    PromptBound images = new PromptBound(10, 2, 0);
    assertThat(bound(request("claude-opus-4-5", CachePolicy.OFF), images, 10))
        .isEqualTo((10 + 2 * 2_000) * 5_000L + 250_000);
    // The dearer tier can be reached, and only then counts; past the window nothing is billed.
    assertThat(
            bound(request("claude-sonnet-4-5", CachePolicy.OFF), new PromptBound(200_000, 0, 0), 1))
        .isEqualTo(200_000 * 3_000L + 15_000);
    assertThat(
            bound(request("claude-sonnet-4-5", CachePolicy.OFF), new PromptBound(200_001, 0, 0), 1))
        .isEqualTo(200_001 * 6_000L + 22_500);
    assertThat(
            bound(request("claude-opus-4-5", CachePolicy.OFF), new PromptBound(9_000_000, 0, 0), 1))
        .isEqualTo(200_000 * 5_000L + 25_000);
  }

  @Test
  void aRequestAtMidnightIsBoundedByThePricesOfBothDays() {
    Pricing changing =
        new Pricing(
            ModelCatalog.parse(
                """
                model m 200000 200000 1000 10 100 M
                rates 2026-01-01 0 100 100 100 10 1000
                rates 2026-06-01 0 300 300 300 30 1000
                rates 2026-07-01 0 50 50 50 5 1000
                """));
    ModelRequest request = request("m", CachePolicy.OFF).withMaxTokens(1);
    PromptBound prompt = new PromptBound(10, 0, 0);
    assertThat(changing.upperBoundNanos(request, prompt, LocalDate.of(2026, 5, 30)))
        .hasValue(2_000);
    assertThat(changing.upperBoundNanos(request, prompt, LocalDate.of(2026, 5, 31)))
        .hasValue(4_000);
    assertThat(changing.upperBoundNanos(request, prompt, LocalDate.of(2026, 6, 30)))
        .hasValue(4_000);
    assertThat(changing.upperBoundNanos(request, prompt, LocalDate.of(2026, 7, 1))).hasValue(1_500);
    assertThat(changing.upperBoundNanos(request, prompt, LocalDate.of(2025, 7, 1))).isEmpty();
  }

  /** The greatest affordable answer fits the budget, and one token more does not. */
  @Test
  void theAffordableAnswerIsTheGreatestThatFits() {
    Random random = new Random(2);
    List<ModelFacts> models = ModelCatalog.builtIn().models();
    int positive = 0;
    for (int round = 0; round < 5_000; round++) {
      ModelRequest request = random(random, models.get(random.nextInt(models.size())).id());
      PromptBound prompt = PromptBound.of(request);
      long budget = (long) (2e9 * random.nextDouble());
      OptionalLong most = PRICING.affordableMaxTokens(request, prompt, budget, DAY);
      if (most.orElseThrow() > 0) {
        positive++;
        assertThat(bound(request, prompt, most.getAsLong())).isLessThanOrEqualTo(budget);
      }
      assertThat(bound(request, prompt, most.getAsLong() + 1)).isGreaterThan(budget);
    }
    assertThat(positive).isGreaterThan(1000);
  }

  private static long bound(ModelRequest request, PromptBound prompt, long maxTokens) {
    return PRICING.upperBoundNanos(request.withMaxTokens(maxTokens), prompt, DAY).orElseThrow();
  }

  @Test
  void textIsBoundedByItsBytesInEitherForm() {
    assertThat(TextBound.of("abc")).isEqualTo(3);
    assertThat(TextBound.of("é")).isEqualTo(2);
    assertThat(TextBound.of("漢")).isEqualTo(3);
    assertThat(TextBound.of("𝄞")).isEqualTo(4);
    assertThat(TextBound.of("\uD83D")).isEqualTo(3);
    // One character of three bytes that the form NFKC writes out as eighteen.
    assertThat(TextBound.of("\uFDFA")).isEqualTo(33);
    assertThat(TextBound.of(Json.of("é\"\u0001"))).isEqualTo(2 + 6 + 2 + 6);
  }
}
