package dev.muster.pricing;

import dev.muster.model.Message;
import dev.muster.model.ModelRequest;
import dev.muster.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the prompts of one growing conversation: each message is looked at once, and what the
 * provider has counted replaces what its bytes would bound.
 *
 * <p>Messages are recognised by being equal, which is quick for a conversation that hands on the
 * same objects. For use by one thread.
 */
public final class PromptMeter {

  /** A prompt whose length the provider has said. */
  private record Counted(ModelRequest request, long tokens, @Nullable Message answer, long after) {}

  private final List<Message> messages = new ArrayList<>();

  /** The bound of the first n messages, at index n. */
  private final List<PromptBound> sums = new ArrayList<>(List.of(PromptBound.NONE));

  private @Nullable ModelRequest headOf;
  private PromptBound head = PromptBound.NONE;
  private @Nullable Counted counted;

  /** A meter of a conversation of which nothing is known yet. */
  public PromptMeter() {}

  /** The most tokens of that request's prompt. */
  public PromptBound bound(ModelRequest request) {
    List<Message> wanted = request.messages();
    int same = commonPrefix(messages, wanted);
    while (messages.size() > same) {
      messages.removeLast();
      sums.removeLast();
    }
    for (Message message : wanted.subList(same, wanted.size())) {
      messages.add(message);
      sums.add(sums.getLast().plus(PromptBound.of(message)));
    }
    ModelRequest known = headOf;
    if (known == null || !sameHead(known, request)) {
      head = PromptBound.ofHead(request);
      headOf = request;
    }
    PromptBound all = head.plus(sums.getLast());
    PromptBound after = afterCounted(request);
    return after == null ? all : after;
  }

  /**
   * Tells what the provider counted for a request that it answered.
   *
   * @param answer the message that it answered, as the conversation holds it, or {@code null} where
   *     it was not kept
   */
  public void counted(ModelRequest request, Usage usage, @Nullable Message answer) {
    if (usage.promptTokens() == 0 || request.extraBody().has("context_management")) {
      // Nothing was counted, or what was left out this time may be shown the model the next.
      counted = null;
      return;
    }
    // What a model said is read back as about what it said; twice leaves room for the difference.
    long after = 2 * usage.output() + 256;
    counted = new Counted(request, usage.promptTokens(), answer, after);
  }

  private @Nullable PromptBound afterCounted(ModelRequest request) {
    Counted known = counted;
    if (known == null
        || !known.request.model().equals(request.model())
        || !sameHead(known.request, request)) {
      return null;
    }
    List<Message> before = known.request.messages();
    int length = before.size();
    if (commonPrefix(before, request.messages()) < length) {
      return null;
    }
    long tokens = known.tokens + 256;
    if (messages.size() > length && messages.get(length).equals(known.answer)) {
      PromptBound said = sums.get(length + 1).minus(sums.get(length));
      boolean bounded = said.unbounded() == 0 && said.images() == 0;
      tokens += bounded ? Math.min(said.text(), known.after) : known.after;
      length++;
    }
    return new PromptBound(tokens, 0, 0).plus(sums.getLast().minus(sums.get(length)));
  }

  /** Whether all but the messages is the same, so that it counts the same. */
  private static boolean sameHead(ModelRequest a, ModelRequest b) {
    return a.system().equals(b.system())
        && a.tools().equals(b.tools())
        && a.thinking().equals(b.thinking())
        && Objects.equals(a.forcedTool(), b.forcedTool())
        && Objects.equals(a.effort(), b.effort())
        && a.extraBody().equals(b.extraBody());
  }

  /** How many items are the same from the start. */
  private static int commonPrefix(List<Message> a, List<Message> b) {
    int most = Math.min(a.size(), b.size());
    int i = 0;
    while (i < most && a.get(i).equals(b.get(i))) {
      i++;
    }
    return i;
  }
}
