package dev.muster.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.json.Json;
import dev.muster.model.CachePolicy;
import dev.muster.model.ModelRequest;
import dev.muster.model.ThinkingMode;
import dev.muster.model.Usage;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestTest {

  private static RequestOptions options(String... environment) {
    return options("claude-opus-9", 128_000, environment);
  }

  private static RequestOptions options(String model, long maxOutput, String... environment) {
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < environment.length; i += 2) {
      variables.put(environment[i], environment[i + 1]);
    }
    return RequestOptions.of(
        variables,
        new RequestOptions.Limits(model, 200_000, maxOutput, new ThinkingMode.Adaptive()),
        null,
        "high",
        "user");
  }

  @Test
  void outputTokens() {
    assertThat(options().maxTokens()).isEqualTo(64_000);
    assertThat(options("m", 8_192).maxTokens()).isEqualTo(8_192);
    assertThat(options("CLAUDE_CODE_MAX_OUTPUT_TOKENS", "100000").maxTokens()).isEqualTo(100_000);
    assertThat(options("CLAUDE_CODE_MAX_OUTPUT_TOKENS", "999999").maxTokens()).isEqualTo(128_000);
    assertThat(options("CLAUDE_CODE_MAX_OUTPUT_TOKENS", "0").maxTokens()).isEqualTo(64_000);
    assertThat(options("CLAUDE_CODE_MAX_OUTPUT_TOKENS", "-5").maxTokens()).isEqualTo(64_000);
  }

  @Test
  void reasoning() {
    assertThat(options().thinking()).isEqualTo(new ThinkingMode.Adaptive());
    assertThat(options("MAX_THINKING_TOKENS", "0").thinking())
        .isEqualTo(new ThinkingMode.Disabled());
    assertThat(options("MAX_THINKING_TOKENS", "5000").thinking())
        .isEqualTo(new ThinkingMode.Budget(5_000));
    assertThat(
            options("CLAUDE_CODE_DISABLE_THINKING", "1", "MAX_THINKING_TOKENS", "5000").thinking())
        .isEqualTo(new ThinkingMode.Disabled());
    ThinkingMode flag = new ThinkingMode.Budget(2_000);
    assertThat(
            RequestOptions.of(
                    Map.of("CLAUDE_CODE_DISABLE_THINKING", "1"),
                    new RequestOptions.Limits("m", 200_000, 64_000, new ThinkingMode.Unset()),
                    flag,
                    null,
                    null)
                .thinking())
        .isEqualTo(flag);
    assertThat(RequestPlan.thinkingWithin(new ThinkingMode.Budget(50_000), 8_000))
        .isEqualTo(new ThinkingMode.Budget(7_999));
    assertThat(RequestPlan.thinkingWithin(new ThinkingMode.Budget(10), 8_000))
        .isEqualTo(new ThinkingMode.Budget(1_024));
    assertThat(RequestPlan.thinkingWithin(new ThinkingMode.Budget(10), 500))
        .isEqualTo(new ThinkingMode.Disabled());
  }

  @Test
  void caching() {
    assertThat(options().cache()).isEqualTo(CachePolicy.FIVE_MINUTES);
    assertThat(options("DISABLE_PROMPT_CACHING", "1").cache()).isEqualTo(CachePolicy.OFF);
    assertThat(options("DISABLE_PROMPT_CACHING_OPUS", "1").cache()).isEqualTo(CachePolicy.OFF);
    assertThat(options("DISABLE_PROMPT_CACHING_HAIKU", "1").cache())
        .isEqualTo(CachePolicy.FIVE_MINUTES);
    assertThat(options("ENABLE_PROMPT_CACHING_1H", "1").cache()).isEqualTo(CachePolicy.ONE_HOUR);
    assertThat(options("ENABLE_PROMPT_CACHING_1H", "1", "FORCE_PROMPT_CACHING_5M", "1").cache())
        .isEqualTo(CachePolicy.FIVE_MINUTES);
  }

  @Test
  void effortAndExtraBody() {
    assertThat(options().effort()).isEqualTo("high");
    assertThat(options("CLAUDE_CODE_EFFORT_LEVEL", "low").effort()).isEqualTo("low");
    assertThat(options("CLAUDE_CODE_EFFORT_LEVEL", "auto").effort()).isNull();
    assertThat(options("CLAUDE_CODE_EXTRA_BODY", "{\"top_k\":5}").extraBody())
        .isEqualTo(Json.Obj.builder().put("top_k", 5).build());
    assertThatThrownBy(() -> options("CLAUDE_CODE_EXTRA_BODY", "[1]"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.BAD_ARGUMENTS));
  }

  @Test
  void anAnswerNeverPassesTheWindow() {
    RequestPlan plan = new RequestPlan(List.of("s"), List.of(), options());
    Conversation conversation =
        Items.conversation(
            Items.prompt("go"), Items.answer(Usage.tokens(150_000, 1_000), Items.text("x")));
    conversation.append(Items.prompt("on"));
    assertThat(plan.request(conversation).maxTokens()).isBetween(48_000L, 49_000L);
    conversation.append(Items.answer(Usage.tokens(199_000, 500), Items.text("x")));
    conversation.append(Items.prompt("on"));
    assertThat(plan.request(conversation).maxTokens()).isEqualTo(4_096);
  }

  @Test
  void aForcedCallIsNotReasonedAbout() {
    RequestPlan plan = new RequestPlan(List.of("s"), List.of(), options());
    ModelRequest request = plan.request(Items.conversation(Items.prompt("go")), "StructuredOutput");
    assertThat(request.forcedTool()).isEqualTo("StructuredOutput");
    assertThat(request.thinking()).isEqualTo(new ThinkingMode.Disabled());
  }
}
