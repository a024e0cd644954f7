package dev.muster.protocol;

import dev.muster.json.Json;
import dev.muster.model.ContentBlock;
import dev.muster.model.StopReason;
import dev.muster.model.Usage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entry of a session: what the conversation is made of, in order, and nothing else. */
public sealed interface TranscriptItem {

  /** A unique id of the item. */
  String id();

  /** When it happened. */
  Instant at();

  /**
   * Something said in the user's role that is no tool result.
   *
   * @param source who really said it
   */
  record UserSaid(String id, Instant at, List<ContentBlock> content, Source source)
      implements TranscriptItem {
    public UserSaid {
      content = List.copyOf(content);
    }
  }

  /** Who spoke in the user's role. */
  enum Source {
    /** A person or the program that drives the agent. */
    PROMPT,
    /** The agent itself: memory files, reminders, notices. */
    AGENT
  }

  /** A whole answer of the model. */
  record AssistantSaid(
      String id,
      Instant at,
      String messageId,
      String model,
      List<ContentBlock> content,
      StopReason stopReason,
      Usage usage,
      @Nullable String requestId)
      implements TranscriptItem {
    public AssistantSaid {
      content = List.copyOf(content);
    }
  }

  /** What one tool call came to; answers a tool use of the last {@link AssistantSaid}. */
  record ToolAnswered(
      String id,
      Instant at,
      String toolUseId,
      List<ContentBlock> content,
      boolean isError,
      @Nullable Json detail)
      implements TranscriptItem {
    public ToolAnswered {
      content = List.copyOf(content);
    }
  }

  /** All items before this one are replaced, for the model, by a summary. */
  record Compacted(String id, Instant at, String summary, long tokensBefore)
      implements TranscriptItem {}
}
