package dev.muster.conversation;

import dev.muster.json.Json;
import dev.muster.model.ContentBlock;
import dev.muster.model.StopReason;
import dev.muster.model.Usage;
import dev.muster.protocol.TranscriptItem;
import java.time.Instant;
import java.util.List;

/** Short ways to items and blocks. */
final class Items {

  private static final Instant AT = Instant.EPOCH;

  private Items() {}

  static ContentBlock text(String text) {
    return new ContentBlock.Text(text);
  }

  static ContentBlock use(String id) {
    return new ContentBlock.ToolUse(id, "Bash", Json.Obj.EMPTY);
  }

  static ContentBlock result(String id, String text) {
    return new ContentBlock.ToolResult(id, List.of(text(text)), false);
  }

  static ContentBlock missing(String id) {
    return new ContentBlock.ToolResult(id, List.of(text(Notes.NO_RESULT)), true);
  }

  static TranscriptItem prompt(ContentBlock... content) {
    return new TranscriptItem.UserSaid("p", AT, List.of(content), TranscriptItem.Source.PROMPT);
  }

  static TranscriptItem prompt(String text) {
    return prompt(text(text));
  }

  static TranscriptItem agent(ContentBlock... content) {
    return new TranscriptItem.UserSaid("g", AT, List.of(content), TranscriptItem.Source.AGENT);
  }

  static TranscriptItem answer(Usage usage, ContentBlock... content) {
    return new TranscriptItem.AssistantSaid(
        "a", AT, "msg", "model", List.of(content), StopReason.END_TURN, usage, null);
  }

  static TranscriptItem answer(ContentBlock... content) {
    return answer(Usage.NONE, content);
  }

  static TranscriptItem tool(String id, String text) {
    return new TranscriptItem.ToolAnswered("t", AT, id, List.of(text(text)), false, null);
  }

  static TranscriptItem compacted(String summary) {
    return new TranscriptItem.Compacted("c", AT, summary, 0);
  }

  static Conversation conversation(TranscriptItem... items) {
    Conversation conversation = new Conversation(new Caps(10_000, 20_000));
    for (TranscriptItem item : items) {
      conversation.append(item);
    }
    return conversation;
  }
}
