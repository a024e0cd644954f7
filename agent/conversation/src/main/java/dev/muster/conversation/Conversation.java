package dev.muster.conversation;

import dev.muster.model.ContentBlock;
import dev.muster.model.Message;
import dev.muster.model.Role;
import dev.muster.protocol.TranscriptItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has been said in a session, as the model is to see it.
 *
 * <p>Built from transcript items alone, one after another: the same items always give the same
 * messages, so a resumed session sends what the first one sent. The rules:
 *
 * <ul>
 *   <li>Items in the user's role that follow one another are one message; tool results stand first
 *       in it, in the order in which they came.
 *   <li>Every tool use is answered exactly once. While one has no result, an error result stands
 *       for it, for good once the model has answered again; a result that answers nothing, or
 *       answers again, is left out.
 *   <li>Answers that follow one another are one message. Blocks of the model go back unchanged,
 *       except that blank texts, and reasoning after which nothing came, are left out.
 *   <li>{@link TranscriptItem.Compacted} replaces everything before it by its summary and the words
 *       of the user's last prompt.
 * </ul>
 *
 * <p>Appending costs what the item costs, not what the session does. For use by one thread at a
 * time; lists that were given out never change.
 */
public final class Conversation {

  private final Caps caps;
  private final List<Message> closed = new ArrayList<>();
  private List<ContentBlock> assistant = new ArrayList<>();
  private UserPart user = new UserPart();
  private @Nullable List<Message> given;

  private final Map<String, String> notes = new HashMap<>();
  private List<ContentBlock> lastPrompt = List.of();

  private long countedTokens;
  private final List<ContentBlock> uncounted = new ArrayList<>();
  private int mediaCount;
  private long mediaCharacters;
  private boolean freshSummary;

  /** Starts without items. */
  public Conversation(Caps caps) {
    this.caps = caps;
  }

  /** Adds what happened next. */
  public void append(TranscriptItem item) {
    given = null;
    switch (item) {
      case TranscriptItem.UserSaid said -> userSaid(said);
      case TranscriptItem.AssistantSaid said -> assistantSaid(said);
      case TranscriptItem.ToolAnswered answered -> toolAnswered(answered);
      case TranscriptItem.Compacted compacted -> compacted(compacted);
    }
  }

  /**
   * The messages of the next request: those of the request before, and what came since, except
   * after a compaction. The list is immutable; making it copies references only, and asking again
   * without a new item copies nothing.
   */
  public List<Message> messages() {
    List<Message> result = given;
    if (result == null) {
      List<Message> all = new ArrayList<>(closed.size() + 2);
      all.addAll(closed);
      addTail(all);
      result = List.copyOf(all);
      given = result;
    }
    return result;
  }

  /**
   * Those of our own texts ({@link Opening}, {@link MemoryFiles}) that say something new: about
   * what the model has not been told of since the last compaction, or was told otherwise. Blocks
   * that are no such text are always new.
   */
  public List<ContentBlock> unseen(List<ContentBlock> blocks) {
    List<ContentBlock> result = new ArrayList<>();
    for (ContentBlock block : blocks) {
      boolean known =
          block instanceof ContentBlock.Text(String text)
              && !Tagged.key(text).isEmpty()
              && text.equals(notes.get(Tagged.key(text)));
      if (!known) {
        result.add(block);
      }
    }
    return List.copyOf(result);
  }

  /** Whether nothing has been said. */
  public boolean isEmpty() {
    return messages().isEmpty();
  }

  /**
   * How many tokens the next request's prompt has: what the provider counted last, and an estimate
   * of what came since.
   *
   * @param fixed an estimate of what stands before the messages ({@link Tokens#ofFixed}), used
   *     until the provider has counted once
   */
  public long promptTokens(long fixed) {
    long total = countedTokens > 0 ? countedTokens : fixed;
    for (ContentBlock block : uncounted) {
      total += Tokens.of(block);
    }
    return total;
  }

  /** Pictures and documents in the next request. */
  int mediaCount() {
    return mediaCount;
  }

  /** Characters of base64 of the pictures and documents in the next request. */
  long mediaCharacters() {
    return mediaCharacters;
  }

  /** Whether no answer came since the last compaction, so that another would gain nothing. */
  boolean hasFreshSummary() {
    return freshSummary;
  }

  private void userSaid(TranscriptItem.UserSaid said) {
    boolean prompt = said.source() == TranscriptItem.Source.PROMPT;
    if (prompt) {
      lastPrompt = said.content();
    }
    for (ContentBlock block : said.content()) {
      addToUser(block, !prompt);
    }
  }

  private void addToUser(ContentBlock block, boolean ours) {
    if (isBlank(block) || !isUsers(block)) {
      return;
    }
    if (ours && block instanceof ContentBlock.Text(String text)) {
      String key = Tagged.key(text);
      if (!key.isEmpty()) {
        notes.put(key, text);
      }
    }
    user.said.add(block);
    count(block);
  }

  private void toolAnswered(TranscriptItem.ToolAnswered answered) {
    if (!user.awaited.remove(answered.toolUseId())) {
      return;
    }
    List<ContentBlock> content = withoutBlanks(answered.content());
    List<ContentBlock> kept = caps.cut(content, user.resultCharacters);
    user.resultCharacters += Caps.characters(kept);
    ContentBlock result =
        new ContentBlock.ToolResult(answered.toolUseId(), kept, answered.isError());
    user.results.add(result);
    count(result);
  }

  private void assistantSaid(TranscriptItem.AssistantSaid said) {
    freshSummary = false;
    long counted = said.usage().promptTokens();
    if (counted > 0) {
      countedTokens = counted + said.usage().output();
      uncounted.clear();
    }
    List<ContentBlock> blocks = sendable(said.content());
    if (blocks.isEmpty()) {
      return;
    }
    if (!user.isEmpty()) {
      addTail(closed);
      assistant = new ArrayList<>();
      user = new UserPart();
    } else if (closed.isEmpty() && assistant.isEmpty()) {
      closed.add(Message.user(Notes.START_LOST));
    }
    assistant.addAll(blocks);
    for (ContentBlock block : blocks) {
      if (block instanceof ContentBlock.ToolUse use) {
        user.awaited.add(use.id());
      }
      if (counted == 0) {
        uncounted.add(block);
      }
    }
  }

  private void compacted(TranscriptItem.Compacted compacted) {
    closed.clear();
    assistant = new ArrayList<>();
    user = new UserPart();
    notes.clear();
    uncounted.clear();
    countedTokens = 0;
    mediaCount = 0;
    mediaCharacters = 0;
    freshSummary = true;
    addToUser(new ContentBlock.Text(CompactionPlan.opening(compacted.summary())), false);
    for (ContentBlock block : CompactionPlan.lastPrompt(lastPrompt)) {
      addToUser(block, false);
    }
  }

  private void addTail(List<Message> out) {
    if (!assistant.isEmpty()) {
      out.add(new Message(Role.ASSISTANT, assistant));
    }
    if (!user.isEmpty()) {
      out.add(user.message());
    }
  }

  private void count(ContentBlock block) {
    uncounted.add(block);
    countMedia(block);
  }

  private void countMedia(ContentBlock block) {
    if (block instanceof ContentBlock.ToolResult result) {
      result.content().forEach(this::countMedia);
      return;
    }
    int characters = mediaCharacters(block);
    if (characters >= 0) {
      mediaCount++;
      mediaCharacters += characters;
    }
  }

  /** The length of a picture's or document's base64; -1 for any other block. */
  private static int mediaCharacters(ContentBlock block) {
    return switch (block) {
      case ContentBlock.Image image -> image.base64().length();
      case ContentBlock.Document document -> document.base64().length();
      case ContentBlock.Text t -> -1;
      case ContentBlock.ToolUse u -> -1;
      case ContentBlock.ToolResult r -> -1;
      case ContentBlock.Thinking t -> -1;
      case ContentBlock.RedactedThinking r -> -1;
      case ContentBlock.Other o -> -1;
    };
  }

  /** The blocks of an answer that the provider takes back: it refuses blanks and bare reasoning. */
  private static List<ContentBlock> sendable(List<ContentBlock> content) {
    List<ContentBlock> kept = withoutBlanks(content);
    int end = kept.size();
    while (end > 0 && isReasoning(kept.get(end - 1))) {
      end--;
    }
    return end == kept.size() ? kept : kept.subList(0, end);
  }

  private static List<ContentBlock> withoutBlanks(List<ContentBlock> content) {
    for (ContentBlock block : content) {
      if (isBlank(block)) {
        List<ContentBlock> kept = new ArrayList<>(content);
        kept.removeIf(Conversation::isBlank);
        return kept;
      }
    }
    return content;
  }

  private static boolean isBlank(ContentBlock block) {
    return block instanceof ContentBlock.Text(String text) && text.isBlank();
  }

  /** Whether a block may stand in what a user says: a host could hand in any. */
  private static boolean isUsers(ContentBlock block) {
    return switch (block) {
      case ContentBlock.Text t -> true;
      case ContentBlock.Image i -> true;
      case ContentBlock.Document d -> true;
      case ContentBlock.Other o -> true;
      case ContentBlock.ToolUse u -> false;
      case ContentBlock.ToolResult r -> false;
      case ContentBlock.Thinking t -> false;
      case ContentBlock.RedactedThinking r -> false;
    };
  }

  private static boolean isReasoning(ContentBlock block) {
    return block instanceof ContentBlock.Thinking || block instanceof ContentBlock.RedactedThinking;
  }

  /** What follows the last answer. */
  private static final class UserPart {
    private final List<String> awaited = new ArrayList<>();
    private final List<ContentBlock> results = new ArrayList<>();
    private final List<ContentBlock> said = new ArrayList<>();
    private long resultCharacters;

    boolean isEmpty() {
      return awaited.isEmpty() && results.isEmpty() && said.isEmpty();
    }

    Message message() {
      List<ContentBlock> content = new ArrayList<>(results.size() + awaited.size() + said.size());
      content.addAll(results);
      for (String id : awaited) {
        content.add(
            new ContentBlock.ToolResult(id, List.of(new ContentBlock.Text(Notes.NO_RESULT)), true));
      }
      content.addAll(said);
      return new Message(Role.USER, content);
    }
  }
}
