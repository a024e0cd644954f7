package dev.muster.conversation;

import static dev.muster.conversation.Items.agent;
import static dev.muster.conversation.Items.answer;
import static dev.muster.conversation.Items.compacted;
import static dev.muster.conversation.Items.conversation;
import static dev.muster.conversation.Items.missing;
import static dev.muster.conversation.Items.prompt;
import static dev.muster.conversation.Items.result;
import static dev.muster.conversation.Items.text;
import static dev.muster.conversation.Items.tool;
import static dev.muster.conversation.Items.use;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.json.Json;
import dev.muster.model.ContentBlock;
import dev.muster.model.Message;
import dev.muster.model.Role;
import dev.muster.model.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversationTest {

  private static Message user(ContentBlock... content) {
    return new Message(Role.USER, List.of(content));
  }

  private static Message model(ContentBlock... content) {
    return new Message(Role.ASSISTANT, List.of(content));
  }

  @Test
  void whatTheUserSideSaysInARowIsOneMessage() {
    assertThat(conversation(agent(text("memory")), prompt("hi"), prompt("there")).messages())
        .containsExactly(user(text("memory"), text("hi"), text("there")));
  }

  @Test
  void resultsStandFirstInTheOrderInWhichTheyCame() {
    assertThat(
            conversation(
                    prompt("go"),
                    answer(text("ok"), use("1"), use("2"), use("3")),
                    tool("3", "c"),
                    agent(text("a note")),
                    tool("1", "a"),
                    tool("2", "b"))
                .messages())
        .containsExactly(
            user(text("go")),
            model(text("ok"), use("1"), use("2"), use("3")),
            user(result("3", "c"), result("1", "a"), result("2", "b"), text("a note")));
  }

  @Test
  void aCallWithoutResultHasAnErrorInItsPlace() {
    Conversation conversation = conversation(prompt("go"), answer(use("1"), use("2")));
    conversation.append(tool("2", "b"));
    assertThat(conversation.messages().getLast()).isEqualTo(user(result("2", "b"), missing("1")));
    conversation.append(prompt("again"));
    assertThat(conversation.messages().getLast())
        .isEqualTo(user(result("2", "b"), missing("1"), text("again")));
    conversation.append(answer(text("done")));
    conversation.append(tool("1", "too late"));
    assertThat(conversation.messages())
        .hasSize(4)
        .contains(user(result("2", "b"), missing("1"), text("again")));
  }

  @Test
  void resultsThatAnswerNothingOrAgainAreLeftOut() {
    assertThat(
            conversation(
                    tool("0", "x"),
                    prompt("go"),
                    answer(use("1")),
                    tool("1", "first"),
                    tool("1", "second"),
                    tool("9", "x"))
                .messages())
        .containsExactly(user(text("go")), model(use("1")), user(result("1", "first")));
  }

  @Test
  void answersInARowAreOneMessage() {
    assertThat(conversation(prompt("go"), answer(text("a")), answer(text("b"))).messages())
        .containsExactly(user(text("go")), model(text("a"), text("b")));
    assertThat(conversation(prompt("go"), answer(use("1")), answer(text("b"))).messages())
        .containsExactly(user(text("go")), model(use("1")), user(missing("1")), model(text("b")));
  }

  @Test
  void blanksAndBareReasoningAreLeftOut() {
    ContentBlock thinking = new ContentBlock.Thinking("hm", "sig");
    ContentBlock redacted = new ContentBlock.RedactedThinking("data");
    assertThat(
            conversation(
                    prompt(text(" \n"), text("go")),
                    answer(thinking, redacted),
                    agent(text("again")),
                    answer(thinking, text(""), text("yes"), redacted))
                .messages())
        .containsExactly(user(text("go"), text("again")), model(thinking, text("yes")));
  }

  @Test
  void reasoningBeforeACallAndUnknownBlocksStay() {
    ContentBlock thinking = new ContentBlock.Thinking("hm", "sig");
    ContentBlock other =
        new ContentBlock.Other(Json.Obj.builder().put("type", "server_tool_use").build());
    assertThat(conversation(prompt("go"), answer(thinking, other, use("1"))).messages().get(1))
        .isEqualTo(model(thinking, other, use("1")));
  }

  @Test
  void aHostCannotPutAModelsBlocksIntoTheUsersMouth() {
    assertThat(
            conversation(
                    prompt(
                        use("1"),
                        result("1", "x"),
                        text("hi"),
                        new ContentBlock.Thinking("a", "b")))
                .messages())
        .containsExactly(user(text("hi")));
  }

  @Test
  void aLostBeginningIsSaid() {
    assertThat(conversation(answer(text("and so")), prompt("go on")).messages())
        .containsExactly(
            Message.user(Notes.START_LOST), model(text("and so")), user(text("go on")));
  }

  @Test
  void aCompactionKeepsTheSummaryAndTheLastPrompt() {
    Conversation conversation =
        conversation(
            prompt("first"),
            answer(text("a")),
            prompt(text("build the thing"), new ContentBlock.Image("image/png", "aGk=")),
            answer(use("1")),
            compacted("it was half built"),
            tool("1", "of another time"));
    assertThat(conversation.messages()).hasSize(1);
    List<ContentBlock> content = conversation.messages().getFirst().content();
    assertThat(content).hasSize(2);
    assertThat(content.get(0).toString()).contains("it was half built");
    assertThat(content.get(1).toString()).contains("build the thing").doesNotContain("first");
    conversation.append(answer(text("b")));
    conversation.append(compacted("again"));
    assertThat(conversation.messages().getFirst().content().get(1).toString())
        .contains("build the thing");
  }

  @Test
  void listsGivenOutNeverChangeAndAreNotMadeTwice() {
    Conversation conversation = conversation(prompt("go"));
    List<Message> first = conversation.messages();
    assertThat(conversation.messages()).isSameAs(first);
    conversation.append(prompt("more"));
    assertThat(first).containsExactly(user(text("go")));
    assertThat(List.copyOf(first)).as("a request copies nothing").isSameAs(first);
  }

  @Test
  void oursAreToldOnceUntilTheyChange() {
    ContentBlock plan = text(Notes.mode(dev.muster.protocol.PermissionMode.PLAN));
    ContentBlock normal = text(Notes.mode(dev.muster.protocol.PermissionMode.DEFAULT));
    ContentBlock free = text("no tag");
    Conversation conversation = conversation(agent(normal), prompt(plan));
    assertThat(conversation.unseen(List.of(normal, free))).containsExactly(free);
    assertThat(conversation.unseen(List.of(plan))).as("a prompt is not ours").containsExactly(plan);
    conversation.append(agent(plan));
    assertThat(conversation.unseen(List.of(plan))).isEmpty();
    assertThat(conversation.unseen(List.of(normal))).as("changed back").containsExactly(normal);
    conversation.append(compacted("s"));
    assertThat(conversation.unseen(List.of(plan))).containsExactly(plan);
  }

  @Test
  void promptLengthIsCountedThenEstimated() {
    Conversation conversation = conversation(prompt("x".repeat(3_000)));
    assertThat(conversation.promptTokens(500)).isBetween(1_400L, 1_600L);
    conversation.append(answer(Usage.tokens(2_000, 100), text("y".repeat(300)), use("1")));
    assertThat(conversation.promptTokens(500)).isEqualTo(2_100);
    conversation.append(tool("1", "z".repeat(3_000)));
    assertThat(conversation.promptTokens(500)).isBetween(3_000L, 3_200L);
    conversation.append(answer(text("without usage " + "y".repeat(3_000))));
    assertThat(conversation.promptTokens(500)).isBetween(4_000L, 4_300L);
  }

  @Test
  void largeResultsAreCutByOneAndByAll() {
    Conversation conversation = new Conversation(new Caps(2_000, 5_000));
    conversation.append(prompt("go"));
    conversation.append(answer(use("1"), use("2"), use("3"), use("4")));
    for (String id : List.of("1", "2", "3", "4")) {
      conversation.append(tool(id, "x".repeat(100_000)));
    }
    List<ContentBlock> results = conversation.messages().getLast().content();
    List<Integer> lengths =
        results.stream()
            .map(block -> ((ContentBlock.ToolResult) block).content().getFirst())
            .map(block -> ((ContentBlock.Text) block).text().length())
            .toList();
    assertThat(lengths.get(0)).isBetween(2_000, 2_200);
    assertThat(lengths.get(3)).isBetween(1_000, 1_200);
    assertThat(results.get(0).toString()).contains("left out 98000 of 100000 characters");
  }
}
