package dev.muster.loop;

import dev.muster.model.ContentBlock;
import dev.muster.model.ModelAnswer;
import dev.muster.model.ToolCall;
import dev.muster.protocol.Event;
import dev.muster.protocol.ToolOutcome;
import dev.muster.protocol.TranscriptItem;
import dev.muster.protocol.TranscriptItem.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps what happens: first in the transcript, then in the conversation, then told to the face.
 *
 * <p>In that order, so that nothing is shown that would be lost. For use by one thread.
 */
final class Recorder {

  private final LoopParts parts;

  Recorder(LoopParts parts) {
    this.parts = parts;
  }

  void say(String note) {
    say(List.of(new ContentBlock.Text(note)), Source.AGENT);
  }

  void say(List<ContentBlock> content, Source source) {
    keep(new TranscriptItem.UserSaid(parts.ids().get(), now(), content, source));
  }

  /** Says what of these blocks the model was not told yet. */
  void sayUnseen(List<ContentBlock> blocks) {
    List<ContentBlock> unseen = parts.conversation().unseen(blocks);
    if (!unseen.isEmpty()) {
      say(unseen, Source.AGENT);
    }
  }

  /**
   * Shows the model a file that the prompt named, unless its text is too long for that.
   *
   * @param room the most characters
   * @return how many characters it took
   */
  long sayAttached(ToolCall read, ToolOutcome outcome, long room) {
    long characters = 0;
    for (ContentBlock block : outcome.content()) {
      characters += block instanceof ContentBlock.Text(String text) ? text.length() : 0;
    }
    String file = read.input().string("file_path").orElse("a file");
    if (characters > room) {
      say("The prompt names " + file + ", which is too long to be shown whole; read parts of it.");
      return 0;
    }
    List<ContentBlock> content = new ArrayList<>();
    content.add(
        new ContentBlock.Text(
            "The prompt names " + file + "; this is what " + read.name() + " gives for it:"));
    content.addAll(outcome.content());
    say(content, Source.AGENT);
    return characters;
  }

  void answer(ModelAnswer.Complete answer) {
    keep(
        new TranscriptItem.AssistantSaid(
            parts.ids().get(),
            now(),
            answer.messageId(),
            answer.model(),
            answer.message().content(),
            answer.stopReason(),
            answer.usage(),
            answer.requestId()));
    for (ContentBlock block : answer.message().content()) {
      parts
          .events()
          .emit(
              new Event.AssistantBlock(
                  answer.messageId(), answer.model(), block, answer.usage(), answer.requestId()));
    }
  }

  void result(ToolCall call, ToolOutcome outcome) {
    Instant at = now();
    keep(
        new TranscriptItem.ToolAnswered(
            parts.ids().get(),
            at,
            call.id(),
            outcome.content(),
            outcome.isError(),
            outcome.detail()));
    parts.events().emit(new Event.CallFinished(call, outcome, at));
  }

  void compacted(String summary, long tokensBefore, boolean automatic) {
    keep(new TranscriptItem.Compacted(parts.ids().get(), now(), summary, tokensBefore));
    parts.events().emit(new Event.Compacted(automatic, tokensBefore));
  }

  private void keep(TranscriptItem item) {
    parts.transcript().append(item);
    parts.conversation().append(item);
  }

  private Instant now() {
    return parts.clock().instant();
  }
}
