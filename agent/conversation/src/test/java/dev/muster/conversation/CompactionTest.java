package dev.muster.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.json.Json;
import dev.muster.model.CachePolicy;
import dev.muster.model.ContentBlock;
import dev.muster.model.Message;
import dev.muster.model.ModelRequest;
import dev.muster.model.Role;
import dev.muster.model.ThinkingMode;
import dev.muster.model.ToolSpec;
import dev.muster.model.Usage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompactionTest {

  private static final RequestPlan PLAN =
      new RequestPlan(
          List.of("system"),
          List.of(new ToolSpec("Bash", "runs", Json.Obj.EMPTY)),
          new RequestOptions(
              "model",
              200_000,
              32_000,
              new ThinkingMode.Adaptive(),
              CachePolicy.FIVE_MINUTES,
              null,
              null,
              Json.Obj.EMPTY));

  @Test
  void isDueNearTheEndOfTheWindow() {
    CompactionPolicy policy = CompactionPolicy.of(Map.of(), 200_000, 64_000);
    assertThat(policy).isEqualTo(new CompactionPolicy(true, 170_000));
    Conversation conversation =
        Items.conversation(
            Items.prompt("x"), Items.answer(Usage.tokens(169_000, 500), Items.text("y")));
    assertThat(policy.due(conversation, 0, 0)).isFalse();
    conversation.append(Items.prompt("z".repeat(3_000)));
    assertThat(policy.due(conversation, 0, 0)).isTrue();
    assertThat(policy.manual().due(conversation, 0, 0)).isFalse();
    conversation.append(Items.compacted("s".repeat(600_000)));
    assertThat(policy.due(conversation, 0, 0)).as("never twice in a row").isFalse();
    conversation.append(Items.answer(Usage.tokens(180_000, 5), Items.text("y")));
    assertThat(policy.due(conversation, 0, 0)).isTrue();
  }

  @Test
  void isDueBeforeTheProviderRefusesPictures() {
    CompactionPolicy policy = CompactionPolicy.of(Map.of(), 1_000_000, 64_000);
    Conversation many = Items.conversation();
    for (int i = 0; i < 90; i++) {
      many.append(Items.prompt(new ContentBlock.Image("image/png", "aGk=")));
    }
    assertThat(policy.due(many, 0, 0)).isFalse();
    many.append(Items.prompt(new ContentBlock.Image("image/png", "aGk=")));
    assertThat(policy.due(many, 0, 0)).isTrue();
    Conversation large =
        Items.conversation(
            Items.prompt(new ContentBlock.Image("image/png", "a".repeat(24_000_001))));
    assertThat(policy.due(large, 0, 0)).isTrue();
  }

  @Test
  void theEnvironmentDecides() {
    assertThat(CompactionPolicy.of(Map.of("DISABLE_AUTO_COMPACT", "1"), 200_000, 1).automatic())
        .isFalse();
    assertThat(CompactionPolicy.of(Map.of("DISABLE_COMPACT", "true"), 200_000, 1).automatic())
        .isFalse();
    assertThat(CompactionPolicy.of(Map.of("DISABLE_AUTO_COMPACT", "0"), 200_000, 1).automatic())
        .isTrue();
    Map<String, String> half = Map.of("CLAUDE_AUTOCOMPACT_PCT_OVERRIDE", "50");
    assertThat(CompactionPolicy.of(half, 200_000, 64_000).threshold()).isEqualTo(100_000);
    Map<String, String> high = Map.of("CLAUDE_AUTOCOMPACT_PCT_OVERRIDE", "99");
    assertThat(CompactionPolicy.of(high, 200_000, 64_000).threshold()).isEqualTo(170_000);
    Map<String, String> window = Map.of("CLAUDE_CODE_AUTO_COMPACT_WINDOW", "100000");
    assertThat(CompactionPolicy.of(window, 200_000, 64_000).threshold()).isEqualTo(82_500);
    Map<String, String> nonsense = Map.of("CLAUDE_AUTOCOMPACT_PCT_OVERRIDE", "many");
    assertThat(CompactionPolicy.of(nonsense, 32_000, 32_000).threshold()).isEqualTo(26_400);
  }

  @Test
  void theRequestKeepsThePrefix() {
    Conversation conversation =
        Items.conversation(
            Items.prompt("go"), Items.answer(Items.use("1")), Items.tool("1", "result"));
    ModelRequest next = PLAN.request(conversation);
    ModelRequest request = CompactionPlan.request(next, "mind the tests");
    assertThat(request.system()).isEqualTo(next.system());
    assertThat(request.tools()).isEqualTo(next.tools());
    assertThat(request.thinking()).isEqualTo(next.thinking());
    assertThat(request.maxTokens()).isEqualTo(20_000);
    assertThat(request.messages().subList(0, 2)).isEqualTo(next.messages().subList(0, 2));
    List<ContentBlock> last = request.messages().getLast().content();
    assertThat(last.getFirst()).isEqualTo(Items.result("1", "result"));
    assertThat(last.getLast().toString()).contains("mind the tests").contains("Call no tools");
  }

  @Test
  void theTextsOfACompaction() throws IOException {
    ModelRequest request =
        CompactionPlan.request(
            PLAN.request(Items.conversation(Items.prompt("go"), Items.answer(Items.text("a")))),
            "");
    Conversation after =
        Items.conversation(Items.prompt("do the thing"), Items.compacted("SUMMARY"));
    Golden.check(
        "compaction.txt",
        text(request.messages().getLast()) + "\n\n=====\n\n" + text(after.messages().getFirst()));
  }

  private static String text(Message message) {
    StringBuilder text = new StringBuilder();
    for (ContentBlock block : message.content()) {
      text.append(((ContentBlock.Text) block).text()).append("\n\n");
    }
    return text.toString().strip();
  }

  @Test
  void aShorterRequestDropsTheOldestAndStaysValid() {
    Conversation conversation = new Conversation(new Caps(300_000, 3_000_000));
    conversation.append(
        Items.prompt(new ContentBlock.Image("image/png", "aGk="), Items.text("go")));
    for (int i = 0; i < 40; i++) {
      conversation.append(Items.answer(Items.text("step " + i), Items.use("u" + i)));
      conversation.append(Items.tool("u" + i, "y".repeat(100_000)));
    }
    ModelRequest next = PLAN.request(conversation);
    for (long tokens : new long[] {1_000_000, 20_000, 5_000, 10}) {
      ModelRequest request = CompactionPlan.shorterRequest(next, "", tokens);
      List<Message> messages = request.messages();
      long total = messages.stream().mapToLong(Tokens::of).sum();
      assertThat(total).as("%s tokens", tokens).isLessThan(tokens + 4_000);
      assertThat(messages.toString()).contains("step 39").doesNotContain("Image[");
      Role expected = Role.USER;
      for (Message message : messages) {
        assertThat(message.role()).isEqualTo(expected);
        expected = expected == Role.USER ? Role.ASSISTANT : Role.USER;
      }
      assertThat(messages.getFirst().content().getFirst()).isInstanceOf(ContentBlock.Text.class);
    }
  }

  @Test
  void theSummaryIsReadFromItsTagsOrTheWholeText() {
    assertThat(summary("thoughts <summary>\nthe sum\n</summary> bye")).contains("the sum");
    assertThat(summary("<summary>cut off")).contains("cut off");
    assertThat(summary("no tags")).contains("no tags");
    assertThat(summary("<summary> </summary>")).isEmpty();
    assertThat(CompactionPlan.summary(new Message(Role.ASSISTANT, List.of(Items.use("1")))))
        .isEmpty();
  }

  private static java.util.Optional<String> summary(String text) {
    return CompactionPlan.summary(new Message(Role.ASSISTANT, List.of(Items.text(text))));
  }
}
