package dev.muster.conversation;

import dev.muster.model.ContentBlock;
import dev.muster.model.Message;
import dev.muster.model.ModelRequest;
import dev.muster.model.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a conversation is replaced by a summary: the request that asks for it, what is read from the
 * answer, and what the conversation starts with afterwards.
 *
 * <p>The request keeps model, system prompt, tools, reasoning and messages of the next ordinary
 * request, so that it is served from the provider's cache; the tools stay in it for that reason
 * only, and nothing that its answer wants to call may be run.
 */
public final class CompactionPlan {

  private static final long SUMMARY_TOKENS = 20_000;
  private static final int PROMPT_CHARACTERS = 20_000;
  private static final int RESULT_CHARACTERS = 4_000;
  private static final String OPEN = "<summary>";
  private static final String CLOSE = "</summary>";

  private CompactionPlan() {}

  /**
   * The request for a summary of all that {@code next} would have sent.
   *
   * @param instructions what a person wants the summary to heed; may be empty
   */
  public static ModelRequest request(ModelRequest next, String instructions) {
    return withMessages(next, asking(next.messages(), instructions));
  }

  /**
   * The request for a summary when the model refused the whole as too long or too large: pictures
   * and documents are left out, tool results cut, what the user said where it takes more than about
   * half of the room, and the oldest messages dropped until the estimate fits.
   *
   * @param promptTokens how long the messages may be, in tokens; half of it the next time, if that
   *     is refused too
   */
  public static ModelRequest shorterRequest(
      ModelRequest next, String instructions, long promptTokens) {
    int said = (int) Math.min(Integer.MAX_VALUE, promptTokens * 2);
    List<Message> light = new ArrayList<>();
    for (Message message : next.messages()) {
      List<ContentBlock> content = light(message.content());
      light.add(
          new Message(message.role(), message.role() == Role.USER ? cut(content, said) : content));
    }
    return withMessages(next, asking(newest(light, promptTokens), instructions));
  }

  /** The summary in an answer; empty when it has no text, which no compaction may be made of. */
  public static Optional<String> summary(Message answer) {
    StringBuilder text = new StringBuilder();
    for (ContentBlock block : answer.content()) {
      if (block instanceof ContentBlock.Text(String part)) {
        text.append(part);
      }
    }
    int from = text.indexOf(OPEN);
    int start = from < 0 ? 0 : from + OPEN.length();
    int end = text.indexOf(CLOSE, start);
    String summary = text.substring(start, end < 0 ? text.length() : end).strip();
    return summary.isEmpty() ? Optional.empty() : Optional.of(summary);
  }

  /** The text with which a conversation starts after a compaction. */
  static String opening(String summary) {
    return Notes.note("summary", PromptTexts.read("resumed-v1.md").strip() + "\n\n" + summary);
  }

  /** The user's last prompt, word for word, so that no summary can distort the task. */
  static List<ContentBlock> lastPrompt(List<ContentBlock> prompt) {
    StringBuilder words = new StringBuilder();
    for (ContentBlock block : prompt) {
      if (block instanceof ContentBlock.Text(String text)) {
        words.append(text.strip()).append('\n');
      }
    }
    if (words.isEmpty()) {
      return List.of();
    }
    String kept = Caps.cut(words.toString().strip(), PROMPT_CHARACTERS);
    return List.of(
        new ContentBlock.Text("My last message before the summary, word for word:\n\n" + kept));
  }

  private static List<Message> asking(List<Message> messages, String instructions) {
    String question = PromptTexts.read("compaction-v1.md").strip();
    if (!instructions.isBlank()) {
      question += "\n\nThe user asks that the summary heed this:\n" + instructions.strip();
    }
    ContentBlock ask = new ContentBlock.Text(Notes.note("summary wanted", question));
    List<Message> all = new ArrayList<>(messages);
    if (!all.isEmpty() && all.getLast().role() == Role.USER) {
      List<ContentBlock> content = new ArrayList<>(all.removeLast().content());
      content.add(ask);
      all.add(new Message(Role.USER, content));
    } else {
      all.add(new Message(Role.USER, List.of(ask)));
    }
    return all;
  }

  private static ModelRequest withMessages(ModelRequest next, List<Message> messages) {
    return new ModelRequest(
        next.model(),
        next.system(),
        next.tools(),
        messages,
        Math.min(next.maxTokens(), SUMMARY_TOKENS),
        RequestPlan.thinkingWithin(next.thinking(), Math.min(next.maxTokens(), SUMMARY_TOKENS)),
        next.cache(),
        next.effort(),
        next.userId(),
        null,
        next.extraBody());
  }

  /**
   * The newest messages that fit. What is kept begins with an answer of the model, whose tool uses
   * are answered by the message after it, behind a note in the user's role.
   */
  private static List<Message> newest(List<Message> messages, long promptTokens) {
    long total = 0;
    int from = messages.size();
    for (int i = messages.size() - 1; i >= 0; i--) {
      total += Tokens.of(messages.get(i));
      if (total > promptTokens && from < messages.size()) {
        break;
      }
      if (i == 0 || messages.get(i).role() == Role.ASSISTANT) {
        from = i;
      }
    }
    if (from == 0) {
      return messages;
    }
    List<Message> kept = new ArrayList<>();
    kept.add(
        Message.user(
            Notes.note(
                "left out",
                "The beginning of the session is left out here because it is too long.")));
    kept.addAll(messages.subList(from, messages.size()));
    return kept;
  }

  private static List<ContentBlock> light(List<ContentBlock> content) {
    List<ContentBlock> result = new ArrayList<>();
    for (ContentBlock block : content) {
      result.add(
          switch (block) {
            case ContentBlock.Text text -> text;
            case ContentBlock.Image image -> new ContentBlock.Text("[a picture]");
            case ContentBlock.Document document -> new ContentBlock.Text("[a document]");
            case ContentBlock.ToolResult(String id, List<ContentBlock> inner, boolean isError) ->
                new ContentBlock.ToolResult(id, lightResult(inner), isError);
            case ContentBlock.ToolUse use -> use;
            case ContentBlock.Thinking thinking -> thinking;
            case ContentBlock.RedactedThinking redacted -> redacted;
            case ContentBlock.Other other -> other;
          });
    }
    return result;
  }

  private static List<ContentBlock> lightResult(List<ContentBlock> content) {
    return cut(light(content), RESULT_CHARACTERS);
  }

  private static List<ContentBlock> cut(List<ContentBlock> content, int characters) {
    List<ContentBlock> result = new ArrayList<>();
    for (ContentBlock block : content) {
      result.add(
          block instanceof ContentBlock.Text(String text)
              ? new ContentBlock.Text(Caps.cut(text, characters))
              : block);
    }
    return result;
  }
}
