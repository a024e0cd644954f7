package dev.muster.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.ContentBlock;
import dev.muster.model.Message;
import dev.muster.model.Role;
import dev.muster.protocol.TranscriptItem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever items come in whatever order, what goes out is a request that a provider takes. */
class ConversationPropertyTest {

  @Test
  void everySequenceGivesAValidRequest() {
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      Conversation conversation = Items.conversation();
      List<TranscriptItem> items = new ArrayList<>();
      List<Message> before = List.of();
      for (int i = 0; i < 60; i++) {
        TranscriptItem item = item(random);
        items.add(item);
        conversation.append(item);
        List<Message> now = conversation.messages();
        assertValid(now, "seed " + seed + " item " + i);
        if (!(item instanceof TranscriptItem.Compacted)) {
          assertStartsWith(before, now, "seed " + seed + " item " + i);
        }
        before = now;
      }
      Conversation resumed = Items.conversation(items.toArray(TranscriptItem[]::new));
      assertThat(resumed.messages()).isEqualTo(conversation.messages());
    }
  }

  private static TranscriptItem item(Random random) {
    String id = Integer.toString(random.nextInt(6));
    return switch (random.nextInt(12)) {
      case 0, 1 -> Items.prompt("prompt " + id);
      case 2 -> Items.agent(Items.text(Notes.note("n" + id, "x")), Items.text(""));
      case 3, 4 -> Items.answer(Items.text("a"), Items.use(id), Items.use(id + "b"));
      case 5 -> Items.answer(new ContentBlock.Thinking("t", "s"));
      case 6 -> Items.answer(new ContentBlock.Thinking("t", "s"), Items.text("x"));
      case 7 -> random.nextInt(6) == 0 ? Items.compacted("sum") : Items.answer(Items.text(" "));
      default -> Items.tool(random.nextBoolean() ? id : id + "b", "result");
    };
  }

  private static void assertValid(List<Message> messages, String where) {
    Set<String> open = new HashSet<>();
    Role expected = Role.USER;
    for (Message message : messages) {
      assertThat(message.role()).as(where).isEqualTo(expected);
      assertThat(message.content()).as(where).isNotEmpty();
      boolean resultsOver = false;
      for (ContentBlock block : message.content()) {
        if (block instanceof ContentBlock.ToolResult result) {
          assertThat(open.remove(result.toolUseId())).as(where + ": answers a use").isTrue();
          assertThat(resultsOver).as(where + ": results first").isFalse();
        } else {
          resultsOver = true;
        }
        if (block instanceof ContentBlock.Text(String text)) {
          assertThat(text).as(where).isNotBlank();
        }
        if (expected == Role.ASSISTANT && block instanceof ContentBlock.ToolUse use) {
          open.add(use.id());
        }
      }
      if (expected == Role.USER) {
        assertThat(open).as(where + ": unanswered").isEmpty();
      } else {
        assertThat(message.content().getLast())
            .as(where)
            .isNotInstanceOf(ContentBlock.Thinking.class);
      }
      expected = expected == Role.USER ? Role.ASSISTANT : Role.USER;
    }
  }

  /** All but the last message stay as they were; the last one may only have grown. */
  private static void assertStartsWith(List<Message> before, List<Message> now, String where) {
    if (before.isEmpty()) {
      return;
    }
    int last = before.size() - 1;
    assertThat(now).as(where).hasSizeGreaterThanOrEqualTo(before.size());
    assertThat(now.subList(0, last)).as(where).isEqualTo(before.subList(0, last));
    assertThat(now.get(last).role()).as(where).isEqualTo(before.get(last).role());
    if (!before.get(last).toString().contains(Notes.NO_RESULT)) {
      assertThat(now.get(last).content())
          .as(where)
          .startsWith(before.get(last).content().toArray(ContentBlock[]::new));
    }
  }
}
